#include "server/serve_command.hpp"

#include "config/load.hpp"
#include "server/open_files.hpp"
#include "server/options.hpp"
#include "server/serving.hpp"
#include "server/stop_signals.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace switchboard::server {

namespace {

constexpr std::chrono::milliseconds tending_ms{1'000};

std::string url_of(const http::tcp::endpoint& at, std::string_view scheme) {
  const auto host =
      at.address().is_v6() ? '[' + at.address().to_string() + ']' : at.address().to_string();
  return std::string{scheme} + "://" + host + ':' + std::to_string(at.port());
}

void greet(const config::settings& all, const http::server& front) {
  std::cout << "switchboard serves\n";
  std::string url;
  if (!all.server.listen_tls.empty())
    std::cout << "  at        " << (url = url_of(front.tls_address(), "https")) << '\n';
  if (!all.server.listen.empty())
    std::cout << "  at        " << (url = url_of(front.address(), "http")) << '\n';
  std::cout << "  data in   "
            << std::filesystem::absolute(all.server.data).lexically_normal().string() << "\nTry\n"
            << "  the page  " << url << "/\n"
            << "  the calls " << url << "/api/openapi.json\n"
            << "  curl " << url
            << "/api/v1/auth/register --json "
               "'{\"username\":\"alice\",\"email\":\"alice@example.org\","
               "\"password\":\"correct horse\"}'\n"
            << std::flush;
}

int serve(const config::flags& given) {
  try {
    const auto all = config::load(given, config::environment_of_process());
    const auto people = make_people_log(all);
    const stop_signals signals;
    serving running{all, *people};
    allow_open_files(all, *people);
    greet(all, running.front());
    while (!signals.await(tending_ms))
      running.tend();
    running.drain();
    return 0;
  } catch (const std::exception& wrong) {
    std::cerr << "switchboard: " << wrong.what() << '\n';
    return 2;
  }
}

} // namespace

void add_serve(CLI::App& app, tools::chosen_verb& chosen) {
  auto& command = *app.add_subcommand("serve", "Start a server");
  const auto given = std::make_shared<config::flags>();
  config::add_flags(command, *given);
  command.callback([&chosen, given] { chosen = [given] { return serve(*given); }; });
}

} // namespace switchboard::server
