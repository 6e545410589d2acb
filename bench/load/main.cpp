#include "bench/load/dialect.hpp"
#include "bench/load/subject.hpp"
#include "bench/load/switchboard_dialect.hpp"
#include "bench/load/talk.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <iostream>
#include <thread>

namespace {

using namespace switchboard::load;

struct options {
  subject_options server;
  std::string language = "signals";
  std::vector<int> own_cores;
  talk_options talk;
};

void add_server_options(CLI::App& app, options& into) {
  app.add_option("--server", into.server.command,
                 "The program to put under load, with its arguments; it is started and ended here")
      ->required();
  app.add_option("--speak", into.language,
                 "signals or messages of switchboard, or plain, socketio or centrifugo")
      ->check(CLI::IsMember({"signals", "messages", "plain", "socketio", "centrifugo"}))
      ->capture_default_str();
  app.add_option("--server-cores", into.server.cores, "Processors of the server; all if not said")
      ->delimiter(',');
  app.add_option("--own-cores", into.own_cores, "Processors of the load; all if not said")
      ->delimiter(',');
  app.add_option("--set", into.server.environment, "NAME=VALUE for the server's environment");
  app.add_option("--data", into.server.folder, "Keep switchboard's data there");
}

void add_talk(CLI::App& app, options& into) {
  auto& talking = *app.add_subcommand("talk", "People in rooms say things to each other");
  auto& plan = into.talk.plan;
  talking.add_option("--rooms", plan.rooms, "How many rooms")->capture_default_str();
  talking.add_option("--people", plan.people, "How many in each")->capture_default_str();
  talking.add_option("--bytes", plan.bytes, "How long a text is")->capture_default_str();
  talking.add_option("--window", plan.window, "Closed loop: messages of a room under way")
      ->capture_default_str();
  talking.add_option("--rate", plan.messages_per_s, "Open loop: messages a second in all");
  talking.add_option("--warm-up", into.talk.warm_up_s, "Seconds before")->capture_default_str();
  talking.add_option("--seconds", into.talk.measured_s, "Seconds measured")->capture_default_str();
}

std::unique_ptr<dialect> dialect_of(const options& chosen, const token_mint& tokens) {
  if (chosen.language == "plain") return plain_dialect();
  if (chosen.language == "socketio") return socketio_dialect();
  if (chosen.language == "centrifugo") return centrifugo_dialect();
  return switchboard_dialect(tokens,
                             chosen.language == "signals" ? saying::signals : saying::messages);
}

void allow_many_sockets() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

/// Puts one server under one load and tells what came of it, as JSON.
int main(int count, char** words) {
  CLI::App app{"Puts a server under load and tells what came of it"};
  options chosen;
  add_server_options(app, chosen);
  add_talk(app, chosen);
  app.require_subcommand(1);
  CLI11_PARSE(app, count, words);
  chosen.server.is_switchboard = chosen.language == "signals" || chosen.language == "messages";
  try {
    allow_many_sockets();
    const std::size_t cores = chosen.server.cores.empty() ? std::thread::hardware_concurrency()
                                                          : chosen.server.cores.size();
    const subject server{chosen.server};
    pin(0, chosen.own_cores);
    const auto how = dialect_of(chosen, server.tokens());
    std::cout << talk(server, cores, *how, chosen.talk).dump(2) << '\n';
    return 0;
  } catch (const std::exception& failed) {
    std::cerr << "switchboard_load: " << failed.what() << '\n';
    return 1;
  }
}
