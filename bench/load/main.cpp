#include "bench/load/calls.hpp"
#include "bench/load/dialect.hpp"
#include "bench/load/storms.hpp"
#include "bench/load/subject.hpp"
#include "bench/load/switchboard_dialect.hpp"
#include "bench/load/talk.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <functional>
#include <iostream>
#include <thread>

namespace {

using namespace switchboard::load;
using figures = nlohmann::ordered_json;

struct options {
  subject_options server;
  std::string language = "signals";
  std::vector<int> own_cores;
  talk_options talk;
  storm_options storm;
  call_options calls;
  queue_options queue;
  /// What the chosen subcommand does.
  std::function<figures(subject&)> run;

  std::size_t server_cores() const {
    return server.cores.empty() ? std::thread::hardware_concurrency() : server.cores.size();
  }
};

std::unique_ptr<dialect> dialect_of(const std::string& language, const token_mint& tokens) {
  if (language == "plain") return plain_dialect();
  if (language == "socketio") return socketio_dialect();
  if (language == "centrifugo") return centrifugo_dialect();
  return switchboard_dialect(tokens, language == "signals" ? saying::signals : saying::messages);
}

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
  auto& to = *app.add_subcommand("talk", "People in rooms say things to each other");
  auto& plan = into.talk.plan;
  to.add_option("--rooms", plan.rooms, "How many rooms")->capture_default_str();
  to.add_option("--people", plan.people, "How many in each")->capture_default_str();
  to.add_option("--bytes", plan.bytes, "How long a text is")->capture_default_str();
  to.add_option("--window", plan.window, "Closed loop: messages of a room under way")
      ->capture_default_str();
  to.add_option("--rate", plan.messages_per_s, "Open loop: messages a second in all");
  to.add_option("--warm-up", into.talk.warm_up_s, "Seconds before")->capture_default_str();
  to.add_option("--seconds", into.talk.measured_s, "Seconds measured")->capture_default_str();
  to.callback([&into] {
    into.run = [&into](const subject& server) {
      const auto how = dialect_of(into.language, server.tokens());
      return talk(server, into.server_cores(), *how, into.talk);
    };
  });
}

void add_storm(CLI::App& app, options& into, const std::string& name, const std::string& about,
               std::function<figures(subject&, const storm_options&)> make) {
  auto& to = *app.add_subcommand(name, about);
  auto& with = into.storm;
  to.add_option("--people", with.people, "How many people")->capture_default_str();
  to.add_option("--at-once", with.at_once, "How many are on their way in")->capture_default_str();
  to.add_option("--rate", with.messages_per_s, "Messages a second while the server dies")
      ->capture_default_str();
  to.callback([&into, make = std::move(make)] {
    into.run = [&into, make](subject& server) { return make(server, into.storm); };
  });
}

void add_calls(CLI::App& app, options& into) {
  auto& to = *app.add_subcommand("call", "In pairs, one calls and the other accepts");
  auto& with = into.calls;
  to.add_option("--pairs", with.pairs, "How many pairs")->capture_default_str();
  to.add_option("--warm-up", with.warm_up_s, "Seconds before")->capture_default_str();
  to.add_option("--seconds", with.measured_s, "Seconds measured")->capture_default_str();
  to.callback([&into] {
    into.run = [&into](const subject& server) { return make_calls(server, into.calls); };
  });
}

void add_queue(CLI::App& app, options& into) {
  auto& to = *app.add_subcommand("match", "Agents come to a queue full of customers");
  auto& with = into.queue;
  to.add_option("--people", with.people_a_side, "How many on each side")->capture_default_str();
  to.add_option("--at-once", with.at_once, "How many are on their way in")->capture_default_str();
  to.callback([&into] {
    into.run = [&into](const subject& server) { return match_queue(server, into.queue); };
  });
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
  add_storm(app, chosen, "connect", "People sign in, idle, go and come again", &connect_storm);
  add_storm(app, chosen, "resume", "The server dies, and everybody comes back", &resume_storm);
  add_calls(app, chosen);
  add_queue(app, chosen);
  app.require_subcommand(1);
  CLI11_PARSE(app, count, words);
  chosen.server.is_switchboard = chosen.language == "signals" || chosen.language == "messages";
  try {
    allow_many_sockets();
    subject server{chosen.server};
    pin(0, chosen.own_cores);
    std::cout << chosen.run(server).dump(2) << '\n';
    return 0;
  } catch (const std::exception& failed) {
    std::cerr << "switchboard_load: " << failed.what() << '\n';
    return 1;
  }
}
