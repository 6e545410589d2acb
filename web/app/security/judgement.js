/**
 * What the models saw in one frame, as a report. A picture without a face says nothing about who is
 * there, so it is no risk, and the report is not sure of it either.
 *
 * @param {{real?: number, live?: number, score?: number} | undefined} face `real` is how little it looks
 *   like a screen or a print, `live` how much like a living face, `score` how sure it is a face at all
 */
export function judge(face) {
  if (!face) return { risk_score: 0, confidence: 0, signals: { faces: 0 } };
  const { real = 0, live = 0, score = 0 } = face;
  // Either sign of a fake is enough.
  const risk_score = rounded(1 - Math.min(real, live));
  return {
    risk_score,
    confidence: rounded(score),
    signals: { faces: 1, real: rounded(real), live: rounded(live) },
  };
}

/** @param {number} part */
function rounded(part) {
  return Math.round(Math.min(1, Math.max(0, part)) * 1000) / 1000;
}
