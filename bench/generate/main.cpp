#include "bench/generate/town.hpp"
#include "tools/copy_targets.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

/// Makes a log of any length for benches: the same one for the same numbers.
int main(int count, char** words) {
  CLI::App app{"Writes a generated log into a data folder or an .ndjson file"};
  switchboard::bench::town_size size;
  std::uint64_t events = 2'000'000;
  std::string target;
  app.add_option("target", target, "The data folder, or FILE.ndjson")->required();
  app.add_option("--events", events, "How many at least")->capture_default_str();
  app.add_option("--users", size.users, "How many people live there")->capture_default_str();
  app.add_option("--agents", size.agents, "How many serve the queue")->capture_default_str();
  app.add_option("--seed", size.seed, "Another one makes another log")->capture_default_str();
  CLI11_PARSE(app, count, words);
  try {
    const auto into = switchboard::tools::make_target(target);
    std::uint64_t position = 0;
    switchboard::bench::town lives{size, [&](const std::vector<switchboard::envelope>& made) {
                                     std::vector<switchboard::recorded> batch;
                                     for (const auto& each : made)
                                       batch.push_back({++position, each});
                                     into->take(batch);
                                   }};
    lives.live(events);
    into->finish();
    std::cout << position << " events written to " << target << '\n';
    return 0;
  } catch (const std::exception& failed) {
    std::cerr << failed.what() << '\n';
    return 1;
  }
}
