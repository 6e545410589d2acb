#include "events/id_shape.hpp"

namespace switchboard {

namespace {

// What ids.cpp parses, said once more in the language of patterns; a test holds them together.
const std::string user_chars = "[A-Za-z0-9._@-]{1,64}";
const std::string queue_chars = "[a-z0-9_-]{1,26}";
const std::string number = "[1-9][0-9]{0,19}";

std::string room_pattern() {
  return "(direct~" + user_chars + '~' + user_chars + "|group~" + user_chars + "|queue~"
         + queue_chars + '~' + number + ')';
}

std::string whole(const std::string& pattern) { return '^' + pattern + '$'; }

/// Ids that are random, and that nobody takes apart.
std::string opaque() { return whole(".+"); }

} // namespace

id_shape shape_of(std::type_identity<user_id>) { return {"user id", whole(user_chars)}; }
id_shape shape_of(std::type_identity<room_id>) { return {"room id", whole(room_pattern())}; }
id_shape shape_of(std::type_identity<call_id>) {
  return {"call id", whole(room_pattern() + '~' + number)};
}
id_shape shape_of(std::type_identity<message_id>) {
  return {"message id", whole(room_pattern() + '~' + number)};
}
id_shape shape_of(std::type_identity<queue_name>) { return {"queue name", whole(queue_chars)}; }
id_shape shape_of(std::type_identity<connection_id>) { return {"connection id", opaque()}; }
id_shape shape_of(std::type_identity<session_id>) { return {"session id", opaque()}; }
id_shape shape_of(std::type_identity<offer_id>) { return {"offer id", opaque()}; }
id_shape shape_of(std::type_identity<report_id>) {
  return {"report id", whole("report~" + user_chars + '~' + number)};
}
id_shape shape_of(std::type_identity<side_key>) {
  return {"side's call id", whole("call_[0-9a-f]{32}([.]" + queue_chars + ")?")};
}

std::string stream_pattern() {
  return whole("(user/" + user_chars + "|room/" + room_pattern() + "|queue/" + queue_chars + ')');
}

std::string event_id_pattern() {
  return whole("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
}

} // namespace switchboard
