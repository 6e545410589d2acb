#pragma once

#include <boost/pfr/tuple_size.hpp>

#include <string_view>
#include <tuple>

namespace switchboard {

/// One member of a record: its name in JSON, where it is, and a sentence for the documentation.
template <class Record, class Member>
struct field {
  std::string_view name;
  Member Record::*member;
  std::string_view doc;
};

template <class Record, class Member>
field(std::string_view, Member Record::*, std::string_view) -> field<Record, Member>;

/// A struct that names its members in a `fields()` tuple. The codec, the JSON Schema and the
/// documentation are all made from that one tuple.
template <class T>
concept described = requires {
  std::tuple_size<decltype(T::fields())>::value;
};

/// Whether `fields()` names every member; a forgotten one would silently not be stored.
template <described T>
constexpr bool fields_are_complete =
    boost::pfr::tuple_size_v<T> == std::tuple_size_v<decltype(T::fields())>;

/// Calls `visit(field)` for each field of `T`, in the order of its declaration.
template <described T, class Visitor>
constexpr void for_each_field(Visitor&& visit) {
  std::apply([&](const auto&... each) { (visit(each), ...); }, T::fields());
}

} // namespace switchboard
