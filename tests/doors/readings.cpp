#include "tests/doors/readings.hpp"

#include "events/codec.hpp"
#include "projections/read_models.hpp"
#include "tools/archive.hpp"
#include "tools/audit.hpp"
#include "tools/bundle.hpp"
#include "tools/log_export.hpp"
#include "tools/log_show.hpp"
#include "tools/log_verify.hpp"
#include "tools/replay.hpp"
#include "tools/state.hpp"
#include "tools/why.hpp"
#include "transport/gateway/recent_moves.hpp"
#include "transport/gateway/replay.hpp"

#include <fstream>
#include <functional>
#include <future>
#include <set>
#include <stdexcept>

namespace switchboard::testing {

namespace {

/// What a frame of the server carries behind its head, whose length may look like anything.
std::string_view payload_of(std::string_view frame) {
  const auto length = static_cast<unsigned char>(frame[1]);
  return frame.substr(length == 127 ? 10 : length == 126 ? 4 : 2);
}

const tools::paint plain{false};

/// A client's socket that nobody reads from.
class deaf_socket final : public websocket::connection,
                          public std::enable_shared_from_this<deaf_socket> {
public:
  void send(websocket::frame) override {}
  void close(websocket::close_code, std::string) override {}
  std::shared_ptr<websocket::connection> shared() override { return shared_from_this(); }
};

void require(bool is_so, const std::string& what) {
  if (!is_so) throw std::runtime_error{what};
}

std::vector<recorded> all_of(const event_log& log) { return log.read_all(1, log.head()); }

std::set<stream_id> streams_of(const event_log& log) {
  std::set<stream_id> all;
  for (const auto& each : all_of(log))
    all.insert(each.entry.stream);
  return all;
}

void read_as_records(const event_log& log) {
  for (const auto& each : all_of(log)) {
    const auto text = encode(each.entry);
    require(encode(decode(text)) == text, "a record reads as another: " + text);
    static_cast<void>(json::parse(text));
    const auto report = tools::report_event(log, std::to_string(each.position));
    static_cast<void>(to_text(report, plain));
    static_cast<void>(to_json(report));
  }
}

void read_as_export(const event_log& log, const std::filesystem::path& scratch) {
  const auto file = scratch / "exported.ndjson";
  {
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    tools::export_events(out, log, {}, tools::export_form::ndjson);
    std::ofstream table{scratch / "exported.csv", std::ios::binary | std::ios::trunc};
    tools::export_events(table, log, {}, tools::export_form::csv);
  }
  const tools::archive read{file};
  const auto before = all_of(log);
  const auto after = all_of(read);
  require(before.size() == after.size(), "an export has another number of events");
  for (std::size_t i = 0; i < before.size(); ++i)
    require(encode(before[i].entry) == encode(after[i].entry), "an export says something else");
}

void read_as_states(const event_log& log) {
  tools::verify_log(log);
  const auto audited = tools::audit_log(log);
  require(audited.is_well(), to_text(audited, plain));
  require(tools::replay(log, std::nullopt, {}).is_well(), "a fold differs");
  for (const auto& each : streams_of(log)) {
    static_cast<void>(to_json(tools::state_at(log, each, {})));
    const auto last = log.seq_at(each, log.head());
    static_cast<void>(to_json(tools::changes_between(log, each, 1, last)));
  }
}

void read_as_calls(const event_log& log) {
  for (const auto& each : all_of(log)) {
    const auto* body = std::get_if<room::event>(&each.entry.body);
    const auto* invited = body ? std::get_if<room::call_invited>(body) : nullptr;
    if (!invited) continue;
    static_cast<void>(to_json(tools::explain(log, invited->call_id.value)));
    static_cast<void>(tools::bundle(log, invited->call_id));
  }
}

/// What each person would be told who had seen nothing of any of their rooms.
void read_as_missed(const event_log& log) {
  const auto socket = std::make_shared<deaf_socket>();
  const find_profile nobody = [](const user_id&) { return std::nullopt; };
  resume_point from_the_start;
  for (const auto& each : streams_of(log))
    from_the_start.streams[each] = 0;
  for (const auto& each : streams_of(log)) {
    if (each.kind != entity_kind::user) continue;
    const subscriber whom{{each.key}, {"c"}, std::nullopt, socket};
    const auto rooms = recent_moves{log}.rooms_of(whom.who, {}, log.head());
    replay told{log, nobody, whom};
    require(!told.begin(rooms, from_the_start, log.head()), "a client cannot resume");
    for (bool is_last = false; !is_last;) {
      const auto piece = told.next({});
      for (const auto& frame : piece.frames)
        static_cast<void>(json::parse(payload_of(*frame.bytes)));
      is_last = piece.is_last;
    }
  }
}

void read_as_models(event_log& log, const std::filesystem::path& scratch) {
  const auto folder = scratch / "models";
  std::filesystem::create_directories(folder);
  std::string reported;
  projections::options how;
  how.report = [&](const std::string& line) { reported += line + '\n'; };
  {
    const projections::read_models models{log, data_folder{folder}, how};
    std::promise<void> reached;
    models.when_at(log.head(), [&] { reached.set_value(); });
    reached.get_future().wait();
    for (const auto& each : all_of(log)) {
      const auto* body = std::get_if<room::event>(&each.entry.body);
      const auto* posted = body ? std::get_if<room::message_posted>(body) : nullptr;
      if (!posted) continue;
      const auto found = models.find_message(posted->message_id);
      require(found.has_value(), "a message is not in the history");
      if (found->edited_at || found->deleted_at || found->message_type == message_type::system)
        continue;
      require(found->content == posted->content && found->extra_data == posted->extra_data,
              "a message is another in the history: " + encode(each.entry));
    }
  }
  std::filesystem::remove_all(folder);
  require(reported.empty(), reported);
}

} // namespace

std::optional<std::string> fault_in(event_log& log, const std::filesystem::path& scratch) {
  try {
    read_as_records(log);
    read_as_export(log, scratch);
    read_as_states(log);
    read_as_calls(log);
    read_as_missed(log);
    read_as_models(log, scratch);
    return std::nullopt;
  } catch (const std::exception& wrong) {
    return wrong.what();
  }
}

} // namespace switchboard::testing
