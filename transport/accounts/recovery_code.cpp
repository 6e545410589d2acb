#include "transport/accounts/recovery_code.hpp"

#include "transport/accounts/input_rules.hpp"

namespace switchboard::recovery_code {

namespace {

/// As Crockford's base 32 has them: of what looks alike, one stands for all.
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t letters = 16;
constexpr std::size_t group = 4;

char as_meant(char typed) {
  if (typed == 'o') return '0';
  return typed == 'i' || typed == 'l' ? '1' : typed;
}

} // namespace

std::string make() {
  // 32 letters, so five bits of a random byte choose one without a bias.
  static_assert(alphabet.size() == 32);
  const auto random = random_bytes(letters);
  std::string text;
  for (std::size_t i = 0; i < letters; ++i) {
    if (i > 0 && i % group == 0) text += '-';
    text += alphabet[static_cast<unsigned char>(random[i]) & 31U];
  }
  return text;
}

std::vector<std::string> make_all() {
  std::vector<std::string> all(how_many);
  for (auto& each : all)
    each = make();
  return all;
}

digest digest_of(const user_id& owner, std::string_view typed) {
  std::string plain = owner.value + '\n';
  for (const char c : folded(typed))
    if (c != '-' && c != ' ') plain += as_meant(c);
  return switchboard::digest_of(plain);
}

} // namespace switchboard::recovery_code
