#include "tests/doors/trial.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace {

using switchboard::testing::trial;

/// More would make every reading of the log slower; fewer would begin anew too often.
constexpr std::uint64_t most_events = 60;

/// The frame, with the trial's call where the corpus says so: its id is not the same each time.
std::string with_call(std::string_view text, const std::string& call) {
  constexpr std::string_view placeholder = "CALL";
  std::string frame{text};
  const auto at = frame.find(placeholder);
  if (at != std::string::npos) frame.replace(at, placeholder.size(), call);
  return frame;
}

} // namespace

/// Whatever one of the doors lets in can be stored, and read again in every way. The first byte
/// says which door: a socket, or one of two bodies.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static std::unique_ptr<trial> all;
  if (size == 0) return 0;
  if (!all || all->events() > most_events) all = std::make_unique<trial>();
  const std::string_view text{reinterpret_cast<const char*>(bytes + 1), size - 1};
  const auto before = all->events();
  if (bytes[0] == 'm')
    all->post_message(text);
  else if (bytes[0] == 'g')
    all->create_group(text);
  else
    all->say(with_call(text, all->call()));
  if (all->events() == before) return 0;
  if (const auto fault = all->fault()) {
    std::fprintf(stderr, "%s\n", fault->c_str());
    std::abort();
  }
  return 0;
}
