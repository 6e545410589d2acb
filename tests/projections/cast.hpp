#pragma once

#include "events/ids.hpp"

/// Who plays in the tests of the read models, and where.
namespace switchboard::testing {

inline const user_id alice{"alice"};
inline const user_id bob{"bob"};
inline const user_id carol{"carol"};
inline const room_id direct = direct_room(alice, bob);
inline const room_id group = group_room("g1");

// The sides of a queue.
inline const user_id customer{"call_c"};
inline const user_id agent{"call_a"};
inline const user_id other_agent{"call_b"};

inline const connection_id phone{"c-phone"};
inline const connection_id desk{"c-desk"};

} // namespace switchboard::testing
