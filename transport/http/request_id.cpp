#include "transport/http/request_id.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cstdint>
#include <random>

namespace switchboard::http {

namespace {

constexpr std::size_t max_id_bytes = 64;

bool is_id_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
         || c == '_' || c == '.';
}

std::string hexadecimal(std::uint64_t number) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
  return {digits.data(), end};
}

} // namespace

std::string request_id(std::string_view asked_for) {
  if (!asked_for.empty() && asked_for.size() <= max_id_bytes
      && std::ranges::all_of(asked_for, is_id_char))
    return std::string{asked_for};
  static const std::string run = hexadecimal(std::random_device{}()) + '-';
  static std::atomic<std::uint64_t> count = 0;
  return run + hexadecimal(count.fetch_add(1, std::memory_order_relaxed) + 1);
}

} // namespace switchboard::http
