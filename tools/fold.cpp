#include "tools/fold.hpp"

#include "actors/queue/rules.hpp"
#include "actors/room/rules.hpp"
#include "actors/user/rules.hpp"

namespace switchboard::tools {

namespace {

template <class State>
any_state named(const std::string& key) {
  State state;
  state.id.value = key;
  return state;
}

struct evolver {
  const envelope& happened;

  void operator()(user::state& of) const { user::rules::evolve(of, happened); }
  void operator()(room::state& of) const { room::rules::evolve(of, happened); }
  void operator()(queue::state& of) const { queue::rules::evolve(of, happened); }
};

} // namespace

any_state untouched(const stream_id& stream) {
  switch (stream.kind) {
  case entity_kind::user:
    return named<user::state>(stream.key);
  case entity_kind::room:
    return named<room::state>(stream.key);
  case entity_kind::queue:
    return named<queue::state>(stream.key);
  }
  return {};
}

void evolve(any_state& state, const envelope& happened) { std::visit(evolver{happened}, state); }

std::uint64_t last_seq_of(const any_state& state) {
  return std::visit([](const auto& of) { return of.seq; }, state);
}

std::string to_json_text(const any_state& state) {
  return std::visit([](const auto& of) { return json::to_text(of); }, state);
}

/// FNV-1a: a few lines that give the same number on every machine, for a text that is written
/// anyway.
std::uint64_t hash_of(const any_state& state) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char each : to_json_text(state))
    hash = (hash ^ static_cast<unsigned char>(each)) * 0x100000001b3ULL;
  return hash;
}

std::string hash_text(std::uint64_t hash) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text(16, '0');
  for (auto at = text.rbegin(); at != text.rend(); ++at, hash >>= 4)
    *at = digits[hash & 0xf];
  return text;
}

} // namespace switchboard::tools
