#include "bench/load/subject.hpp"

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace switchboard::load {

namespace {

constexpr const char* as_much_as_you_like = "1000000";

std::filesystem::path new_folder(const std::string& wanted) {
  if (!wanted.empty()) {
    std::filesystem::create_directories(wanted);
    return std::filesystem::absolute(wanted);
  }
  auto name = (std::filesystem::temp_directory_path() / "switchboard-load-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"cannot make " + name};
  return name;
}

} // namespace

subject::subject(subject_options options)
    : options_{std::move(options)}, folder_{new_folder(options_.folder)} {
  tokens_.write_public_key(folder_ / "issuer.pem");
  process_ = std::make_unique<server_process>(start_on(0));
}

subject::~subject() {
  process_.reset();
  std::error_code ignored; // What is left lies among the system's temporary files.
  if (options_.folder.empty()) std::filesystem::remove_all(folder_, ignored);
}

void subject::start_again() {
  const auto port = process_->port();
  process_ = std::make_unique<server_process>(start_on(port));
}

command_line subject::start_on(std::uint16_t port) const {
  command_line start{options_.command, {}, options_.cores};
  if (options_.is_switchboard) {
    start.environment = settings();
    for (const auto& each :
         {std::string{"serve"}, std::string{"--listen"}, "127.0.0.1:" + std::to_string(port),
          std::string{"--data"}, (folder_ / "data").string()})
      start.words.push_back(each);
  }
  start.environment.insert(start.environment.end(), options_.environment.begin(),
                           options_.environment.end());
  return start;
}

/// As users run it, but that nobody's load is limited, and lines for people are written when
/// something is wrong. It has as many threads for connections as it has processors.
std::vector<std::string> subject::settings() const {
  std::vector<std::string> all;
  const auto set = [&](const std::string& name, const std::string& value) {
    all.push_back("SWITCHBOARD_" + name + "=" + value);
  };
  for (const auto* each :
       {"LIMITS_CONNECTION_FRAMES_PER_S", "LIMITS_CONNECTION_FRAME_BURST",
        "LIMITS_USER_FRAMES_PER_S", "LIMITS_USER_FRAME_BURST", "LIMITS_ADDRESS_REQUESTS_PER_S",
        "LIMITS_ADDRESS_REQUEST_BURST", "LIMITS_CONNECTIONS_PER_ADDRESS", "LIMITS_CONNECTIONS"})
    set(each, as_much_as_you_like);
  for (const auto* each : {"LIMITS_CONNECTION_BYTES_PER_S", "LIMITS_CONNECTION_BYTE_BURST",
                           "LIMITS_USER_BYTES_PER_S", "LIMITS_USER_BYTE_BURST"})
    set(each, "1000000000");
  for (const auto* each :
       {"CALLS_UNASKED_BYTES", "CALLS_CALLS_PER_CALLER", "CALLS_CALLS_PER_MINUTE",
        "CALLS_UNASKED_CALLS_PER_MINUTE", "CALLS_GROUP_CALLS_PER_MINUTE", "CALLS_RINGS_PER_MINUTE"})
    set(each, "0");
  set("CALLS_MAX_PARTICIPANTS", "10000");
  set("CALLS_MAX_MEMBERS", "10000");
  set("QUEUES_OPEN_AGENTS", "true");
  set("LOGGING_LEVEL", "warn");
  set("SERVER_THREADS", std::to_string(options_.cores.size()));
  set("ACCOUNTS_OUTSIDE_ISSUER", token_mint::issuer);
  set("ACCOUNTS_OUTSIDE_AUDIENCE", token_mint::audience);
  set("ACCOUNTS_OUTSIDE_PUBLIC_KEY", (folder_ / "issuer.pem").string());
  return all;
}

} // namespace switchboard::load
