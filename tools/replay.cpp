#include "tools/replay.hpp"

#include "actors/snapshot_form.hpp"
#include "events/log/snapshot_file.hpp"
#include "tools/phrases.hpp"
#include "tools/reading.hpp"

#include <nlohmann/json.hpp>

namespace switchboard::tools {

namespace {

/// A kept state of another form than today's is of an older switchboard, and is not compared.
bool is_of_todays_form(const any_state& state, const snapshot& kept) {
  const auto form = std::visit(
      [](const auto& of) {
        auto text = std::to_string(state_meaning) + "{state:";
        shape<std::remove_cvref_t<decltype(of)>>::add(text);
        return text;
      },
      state);
  return kept.form.starts_with(form);
}

/// The text of one is as good as that of the other if they say the same.
bool says_the_same(const any_state& folded, const snapshot& kept) {
  const auto known = nlohmann::json::parse(kept.state, nullptr, false);
  return known.is_object() && known.contains("state")
         && known["state"] == nlohmann::json::parse(to_json_text(folded));
}

class folder_of_all {
public:
  explicit folder_of_all(const kept_states& kept) : kept_{kept} {}

  void take(const envelope& entry) {
    ++report_.events;
    const auto [at, is_new] = states_.try_emplace(entry.stream);
    if (is_new) at->second = untouched(entry.stream);
    evolve(at->second, entry);
    const auto kept = kept_.find(entry.stream);
    if (kept != kept_.end() && kept->second.seq == entry.seq) compare(at->second, *kept);
  }

  replay_report finish() {
    for (const auto& [stream, state] : states_)
      report_.hashes.emplace(stream, hash_of(state));
    return std::move(report_);
  }

private:
  void compare(const any_state& folded, const kept_states::value_type& kept) {
    if (!is_of_todays_form(folded, kept.second)) return;
    ++report_.compared;
    if (!says_the_same(folded, kept.second)) report_.differing.push_back(kept.first);
  }

  const kept_states& kept_;
  replay_report report_;
  std::unordered_map<stream_id, any_state> states_;
};

} // namespace

kept_states read_kept_states(const data_folder& folder) {
  kept_states all;
  if (std::filesystem::exists(folder.snapshots()))
    snapshot_file::for_each(folder.snapshots(), [&](const std::string& name, snapshot kept) {
      if (const auto stream = parse_stream_id(name)) all.emplace(*stream, std::move(kept));
    });
  return all;
}

std::uint64_t replay_report::hash() const {
  std::uint64_t all = 0;
  for (const auto& [stream, state] : hashes)
    all = (all ^ std::hash<stream_id>{}(stream) ^ state) * 0x100000001b3ULL;
  return all;
}

replay_report replay(const event_log& log, const std::optional<stream_id>& only,
                     const kept_states& kept) {
  folder_of_all folds{kept};
  const auto take = [&](const recorded& each) {
    folds.take(each.entry);
    return true;
  };
  if (only)
    for_each_event_of(log, *only, 1, take);
  else
    for_each_event(log, 1, take);
  return folds.finish();
}

std::string to_text(const replay_report& report, bool with_hashes) {
  std::string text;
  if (with_hashes)
    for (const auto& [stream, hash] : report.hashes)
      text += hash_text(hash) + "  " + to_string(stream) + '\n';
  text += hash_text(report.hash()) + "  " + count_words(report.events, "event") + " folded into "
          + count_words(report.hashes.size(), "state") + '\n';
  for (const auto& each : report.differing)
    text += to_string(each) + ": the server kept another state than its events give\n";
  text += count_words(report.compared, "kept state") + " compared, "
          + (report.is_well() ? "none differs" : count_words(report.differing.size(), "difference"))
          + '\n';
  return text;
}

std::string to_json(const replay_report& report) {
  auto differing = nlohmann::ordered_json::array();
  for (const auto& each : report.differing)
    differing.push_back(to_string(each));
  const nlohmann::ordered_json document{{"events", report.events},
                                        {"states", report.hashes.size()},
                                        {"hash", hash_text(report.hash())},
                                        {"compared", report.compared},
                                        {"differing", std::move(differing)}};
  return document.dump() + '\n';
}

} // namespace switchboard::tools
