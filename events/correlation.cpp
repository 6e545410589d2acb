#include "events/correlation.hpp"

#include <concepts>

namespace switchboard {

namespace {

template <class Record>
concept of_call = requires(const Record& record) {
  { record.call_id } -> std::convertible_to<const call_id&>;
};

struct call_finder {
  template <class Record>
  std::string operator()(const Record& record) const {
    if constexpr (of_call<Record>)
      return record.call_id.value;
    else
      return {};
  }
  std::string operator()(const queue::matched& record) const {
    return queue_call_in(record.room_id).value;
  }
  std::string operator()(const queue::call_completed& record) const {
    return queue_call_in(record.room_id).value;
  }
};

} // namespace

std::string call_of(const event& body) {
  return std::visit([](const auto& of_kind) { return std::visit(call_finder{}, of_kind); }, body);
}

} // namespace switchboard
