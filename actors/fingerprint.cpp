#include "actors/fingerprint.hpp"

#include <boost/pfr.hpp>
#include <xxhash.h>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <variant>
#include <vector>

namespace switchboard {

namespace {

/// What a command says, as bytes: of each field that says something its number and its value.
class meaning {
public:
  void add(std::string_view text) {
    add_number(text.size());
    bytes_ += text;
  }

  template <class Command>
  void add_fields(const Command& what) {
    boost::pfr::for_each_field(what, [this](const auto& value, std::size_t number) {
      if (says_nothing(value)) return;
      add_number(number);
      add_value(value);
    });
  }

  /// The server makes the id of a new account, and says what it may do.
  void add_fields(const user::register_account& what) {
    add(what.email.value_or(""));
    add(what.full_name);
  }

  std::uint64_t hash() const {
    const auto made = XXH3_64bits(bytes_.data(), bytes_.size());
    return made == 0 ? 1 : made;
  }

private:
  static bool says_nothing(const connection_id&) { return true; }
  static bool says_nothing(const std::optional<connection_id>&) { return true; }
  template <class Value>
  static bool says_nothing(const std::optional<Value>& value) {
    return !value;
  }
  static bool says_nothing(const std::string& value) { return value.empty(); }
  template <class Value>
  static bool says_nothing(const std::vector<Value>& value) {
    return value.empty();
  }
  template <class Value>
  static bool says_nothing(const Value& value) {
    if constexpr (std::is_arithmetic_v<Value> || std::is_enum_v<Value>) return value == Value{};
    return false;
  }

  template <class Number>
  void add_number(Number number) {
    const auto wide = static_cast<std::uint64_t>(number);
    bytes_.append(reinterpret_cast<const char*>(&wide), sizeof wide);
  }

  void add_value(const std::string& value) { add(value); }
  template <class Kind>
  void add_value(const identifier<Kind>& value) {
    add(value.value);
  }
  template <class Value>
  void add_value(const std::optional<Value>& value) {
    add_value(*value);
  }
  template <class Value>
  void add_value(const std::vector<Value>& value) {
    add_number(value.size());
    for (const auto& each : value)
      add_value(each);
  }
  template <class... Values>
  void add_value(const std::variant<Values...>& value) {
    add_number(value.index());
    std::visit([this](const auto& one) { add_value(one); }, value);
  }
  template <class Value>
  void add_value(const Value& value) {
    if constexpr (std::same_as<Value, double>)
      bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    else if constexpr (std::is_arithmetic_v<Value> || std::is_enum_v<Value>)
      add_number(value);
    else
      boost::pfr::for_each_field(value, [this](const auto& part) { add_value(part); });
  }

  std::string bytes_;
};

} // namespace

std::uint64_t fingerprint_of(const stream_id& to, const command& what) {
  meaning said;
  said.add(to_string(to));
  const auto add = [&](const auto& each) {
    said.add(typeid(each).name());
    said.add_fields(each);
  };
  std::visit([&](const auto& of_kind) { std::visit(add, of_kind); }, what);
  return said.hash();
}

std::uint64_t fingerprint_of(const stream_id& to, std::string_view said) {
  meaning all;
  all.add(to_string(to));
  all.add(said);
  return all.hash();
}

rejection used_otherwise() {
  return {reject_code::idempotency_mismatch,
          "This id was for something else within the last 24 hours: give each command its own."};
}

} // namespace switchboard
