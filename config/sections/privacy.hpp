#pragma once

#include "config/setting.hpp"

#include <string>
#include <tuple>

namespace switchboard::config {

/// Who may come up to whom, and what people may know of each other.
struct privacy_settings {
  std::string contact = "anybody";
  std::string presence = "shared";

  static constexpr auto fields() {
    using self = privacy_settings;
    return std::tuple{
        setting{"contact", &self::contact,
                "Whom a person may call, write to and add to groups, if not blocked by them: "
                "anybody, those in a group with them, or those who accepted their request.",
                one_of("anybody", "shared_room", "asked_first")},
        setting{"presence", &self::presence,
                "Who is told whether somebody is there: everybody (`open`), or those who share a "
                "room with them (`shared`).",
                one_of("open", "shared")}};
  }
};

} // namespace switchboard::config
