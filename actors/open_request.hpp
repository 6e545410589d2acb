#pragma once

#include "actors/request.hpp"

#include <utility>

namespace switchboard {

/// A command that an entity has. It is answered once, whatever becomes of whoever holds it: when
/// the last of them lets it go unanswered, whoever asked is told that it is `unavailable`.
class open_request : public request {
public:
  explicit open_request(request asked) : request{std::move(asked)} {}
  ~open_request();
  open_request(const open_request&) = delete;
  open_request& operator=(const open_request&) = delete;

  void give(const outcome& answer) const {
    is_answered_ = true;
    switchboard::give(static_cast<const request&>(*this), answer);
  }

private:
  mutable bool is_answered_ = false;
};

inline void give(const open_request& asked, const outcome& answer) { asked.give(answer); }

} // namespace switchboard
