#pragma once

#include "threads/failures.hpp"
#include "threads/fault_port.hpp"

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace switchboard::threads {

/// Does the work; why it failed, if it threw.
template <class Work>
std::optional<std::string> failure_of(Work&& work) {
  try {
    std::forward<Work>(work)();
    return std::nullopt;
  } catch (const std::exception& thrown) {
    return thrown.what();
  } catch (...) {
    return "something was thrown that is no exception";
  }
}

/// Does work on a thread that must outlive it: what it throws is counted under `where`, told to
/// people, and goes no further. Whether the work was done.
template <class Work>
bool guarded(failure_kind kind, std::string_view where, Work&& work) {
  auto why = failure_of([&] {
    fault_port::pass(where);
    std::forward<Work>(work)();
  });
  if (!why) return true;
  failures().note({kind, std::string{where}, {}, *std::move(why)});
  return false;
}

template <class Work>
bool guarded(std::string_view where, Work&& work) {
  return guarded(failure_kind::boundary, where, std::forward<Work>(work));
}

} // namespace switchboard::threads
