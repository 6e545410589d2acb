import { english } from "./en.js";
import { simplifiedChinese } from "./zh_cn.js";

const kept_under = "switchboard.language";

/** By the tag that the page's `lang` gets. */
export const languages = { en: english, "zh-CN": simplifiedChinese };

let current = "en";

/** @param {string} tag */
export function setLanguage(tag) {
  current = tag;
  localStorage.setItem(kept_under, tag);
  document.documentElement.lang = tag;
}

/** What was chosen before, or else what the browser is set to. */
export function chooseLanguage() {
  const preferred = [localStorage.getItem(kept_under) ?? "", ...navigator.languages];
  const known = preferred.map(closestLanguage).find((tag) => tag !== undefined);
  current = known ?? "en";
  document.documentElement.lang = current;
}

/** @param {string} tag */
export function closestLanguage(tag) {
  if (/^zh\b/i.test(tag)) return "zh-CN";
  return /^en\b/i.test(tag) ? "en" : undefined;
}

export function language() {
  return current;
}

/**
 * A text in the present language.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values] for what stands in braces
 */
export function say(key, values = {}) {
  const text = languages[current][key] ?? english[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
}

/**
 * What went wrong, in the present language where the word is known.
 *
 * @param {any} error
 */
export function sayError(error) {
  const key = `error.${error?.code}`;
  return languages[current][key] ?? error?.message ?? say("error.failed");
}

/** @param {number} value */
export function sayNumber(value) {
  return value.toLocaleString(current, { maximumFractionDigits: 1 });
}

/** To the millisecond, as one needs it to tell what came first. @param {string} time */
export function sayExactTime(time) {
  const date = new Date(time);
  const day = date.toLocaleDateString(current, { month: "short", day: "numeric" });
  const clock = date.toLocaleTimeString(current, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
  });
  return `${day}, ${clock}`;
}

/** @param {string | number | Date} time */
export function sayTime(time) {
  const date = new Date(time);
  const isToday = date.toDateString() === new Date().toDateString();
  const day = isToday ? {} : { month: "short", day: "numeric" };
  return date.toLocaleString(current, { hour: "2-digit", minute: "2-digit", ...day });
}

/** @param {number} seconds */
export function sayDuration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60];
  const hours = Math.floor(whole / 3600);
  const text = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return hours > 0 ? `${hours}:${text}` : text;
}
