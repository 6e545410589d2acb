#pragma once

#include "config/setting.hpp"

#include <string>
#include <tuple>

namespace switchboard::config {

/// Who gets to know of whom, and may come up to whom.
struct privacy_settings {
  std::string contact = "anybody";
  std::string directory = "shared";
  std::string presence = "shared";

  static constexpr auto fields() {
    using self = privacy_settings;
    return std::tuple{
        setting{"contact", &self::contact,
                "Whom a person may call, write to and add to groups, if not blocked by them: "
                "anybody, those in a group with them, or those who accepted their request.",
                one_of("anybody", "shared_room", "asked_first")},
        setting{"directory", &self::directory,
                "Whom a search for people finds: `open` is everybody whose id or name begins so or "
                "whose e-mail address it is; `shared` is those whom one shares a room with, and "
                "whoever is named exactly.",
                one_of("open", "shared")},
        setting{"presence", &self::presence,
                "Who is told whether somebody is there: everybody (`open`), or those who share a "
                "room with them (`shared`).",
                one_of("open", "shared")}};
  }
};

} // namespace switchboard::config
