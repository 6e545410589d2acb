#include "transport/accounts/cbor_reader.hpp"

#include <limits>

namespace switchboard {

namespace {

constexpr unsigned int unsigned_number = 0;
constexpr unsigned int negative_number = 1;
constexpr unsigned int byte_string = 2;
constexpr unsigned int text_string = 3;
constexpr unsigned int list = 4;
constexpr unsigned int pairs = 5;
constexpr unsigned int tag = 6;

constexpr std::uint64_t max_integer = std::numeric_limits<std::int64_t>::max();

} // namespace

std::optional<cbor_reader::head> cbor_reader::look() const {
  if (rest_.empty()) return std::nullopt;
  const auto first = static_cast<unsigned char>(rest_[0]);
  const unsigned int more = first & 31U;
  head found{static_cast<unsigned int>(first >> 5), more, 1};
  if (more < 24) return found;
  if (more > 27) return std::nullopt; // Of no known length.
  const std::size_t width = std::size_t{1} << (more - 24);
  if (rest_.size() < 1 + width) return std::nullopt;
  found.argument = 0;
  for (std::size_t i = 1; i <= width; ++i)
    found.argument = (found.argument << 8) | static_cast<unsigned char>(rest_[i]);
  found.size = 1 + width;
  return found;
}

std::optional<std::int64_t> cbor_reader::integer() {
  const auto found = look();
  if (!found || found->kind > negative_number || found->argument > max_integer) return std::nullopt;
  rest_.remove_prefix(found->size);
  const auto number = static_cast<std::int64_t>(found->argument);
  return found->kind == unsigned_number ? number : -1 - number;
}

std::optional<std::string_view> cbor_reader::string_of(unsigned int kind) {
  const auto found = look();
  if (!found || found->kind != kind || found->argument > rest_.size() - found->size)
    return std::nullopt;
  const auto string = rest_.substr(found->size, static_cast<std::size_t>(found->argument));
  rest_.remove_prefix(found->size + string.size());
  return string;
}

std::optional<std::string_view> cbor_reader::bytes() { return string_of(byte_string); }
std::optional<std::string_view> cbor_reader::text() { return string_of(text_string); }

std::optional<std::uint64_t> cbor_reader::map() {
  const auto found = look();
  if (!found || found->kind != pairs) return std::nullopt;
  rest_.remove_prefix(found->size);
  return found->argument;
}

bool cbor_reader::skip(int depth) {
  const auto found = look();
  if (!found || depth == 0) return false;
  if (found->kind == byte_string || found->kind == text_string)
    return string_of(found->kind).has_value();
  rest_.remove_prefix(found->size);
  if (found->kind == tag) return skip(depth - 1);
  if (found->kind != list && found->kind != pairs) return true;
  // A length that is a lie ends with the bytes.
  for (std::uint64_t i = 0; i < found->argument; ++i)
    if (!skip(depth - 1) || (found->kind == pairs && !skip(depth - 1))) return false;
  return true;
}

} // namespace switchboard
