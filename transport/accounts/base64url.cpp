#include "transport/accounts/base64url.hpp"

#include <sodium.h>

namespace switchboard {

namespace {

constexpr int base64url_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

} // namespace

std::string base64url(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), base64url_variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), base64url_variant);
  text.pop_back(); // the terminating zero
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t count = 0;
  const char* end = nullptr;
  const bool is_good =
      text.empty()
      || (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                            text.data(), text.size(), nullptr, &count, &end, base64url_variant)
              == 0
          && end == text.data() + text.size());
  if (!is_good) return std::nullopt;
  bytes.resize(count);
  return bytes;
}

} // namespace switchboard
