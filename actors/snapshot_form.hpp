#pragma once

#include "events/json.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace switchboard {

template <class T>
struct shape {
  static void add(std::string& to) {
    if constexpr (described<T>) {
      to += '{';
      for_each_field<T>([&](const auto& each) {
        using member = std::remove_cvref_t<decltype(std::declval<T>().*each.member)>;
        to.append(each.name).append(":");
        shape<member>::add(to);
        to += ',';
      });
      to += '}';
    } else if constexpr (json::described_enum<T>) {
      to += "word";
    } else if constexpr (std::is_arithmetic_v<T>) {
      to += "number";
    } else {
      to += "text";
    }
  }
};

template <class T>
struct shape<std::optional<T>> {
  static void add(std::string& to) {
    shape<T>::add(to);
    to += '?';
  }
};

template <class T>
struct shape<std::vector<T>> {
  static void add(std::string& to) {
    shape<T>::add(to);
    to += '*';
  }
};

template <class Key, class T>
struct shape<std::map<Key, T>> {
  static void add(std::string& to) {
    to += '%';
    shape<T>::add(to);
  }
};

/// To be raised when `evolve` or `decide` read a state in another way than before, or when one says
/// the same otherwise.
constexpr int state_meaning = 2;

/// What a state looks like, as text: a snapshot of a state that looks otherwise is not read.
template <class State>
std::string form_of(int meaning) {
  auto form = std::to_string(meaning);
  shape<State>::add(form);
  return form;
}

} // namespace switchboard
