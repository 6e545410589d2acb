#pragma once

#include "events/event.hpp"

#include <type_traits>
#include <utility>
#include <variant>

namespace switchboard {

/// Which variant holds the events of a kind of entity.
template <entity_kind Kind>
struct events_of;
template <>
struct events_of<entity_kind::user> : std::type_identity<user::event> {};
template <>
struct events_of<entity_kind::room> : std::type_identity<room::event> {};
template <>
struct events_of<entity_kind::queue> : std::type_identity<queue::event> {};

template <class... Records, class Visitor>
void for_each_alternative(std::type_identity<std::variant<Records...>>, Visitor&& visit) {
  (visit(std::type_identity<Records>{}), ...);
}

/// Calls `visit(kind, std::type_identity<Record>)` for every type of record that there is.
template <class Visitor>
void for_each_record(Visitor&& visit) {
  const auto visit_kind = [&]<entity_kind Kind>(std::integral_constant<entity_kind, Kind> kind) {
    for_each_alternative(std::type_identity<typename events_of<Kind>::type>{},
                         [&](auto record) { visit(kind, record); });
  };
  visit_kind(std::integral_constant<entity_kind, entity_kind::user>{});
  visit_kind(std::integral_constant<entity_kind, entity_kind::room>{});
  visit_kind(std::integral_constant<entity_kind, entity_kind::queue>{});
}

} // namespace switchboard
