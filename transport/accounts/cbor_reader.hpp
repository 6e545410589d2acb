#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace switchboard {

/// Reads CBOR (RFC 8949) item by item, as far as authenticators write it: whole numbers, texts,
/// bytes, lists and maps of a known length. Nothing is copied; what it gives lives as long as what
/// it reads. Each question moves on only when it is answered.
class cbor_reader {
public:
  explicit cbor_reader(std::string_view bytes) : rest_{bytes} {}

  std::optional<std::int64_t> integer();
  std::optional<std::string_view> bytes();
  std::optional<std::string_view> text();
  /// How many pairs follow.
  std::optional<std::uint64_t> map();

  /// Moves on over whatever comes next; false if that is not there as a whole, or is nested deeper
  /// than anything that an authenticator sends.
  bool skip() { return skip(max_depth); }

  std::string_view rest() const { return rest_; }

private:
  static constexpr int max_depth = 8;

  struct head {
    unsigned int kind = 0;
    std::uint64_t argument = 0;
    std::size_t size = 0;
  };

  std::optional<head> look() const;
  std::optional<std::string_view> string_of(unsigned int kind);
  bool skip(int depth);

  std::string_view rest_;
};

} // namespace switchboard
