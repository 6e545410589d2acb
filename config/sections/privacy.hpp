#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// Who may come up to whom.
struct privacy_settings {
  std::string contact = "anybody";

  static constexpr auto fields() {
    using self = privacy_settings;
    return std::tuple{
        setting{"contact", &self::contact,
                "Whom a person may call, write to and add to groups, if not blocked by them: "
                "anybody, those in a group with them, or those who accepted their request.",
                one_of("anybody", "shared_room", "asked_first")}};
  }
};

} // namespace switchboard::config
