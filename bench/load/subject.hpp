#pragma once

#include "bench/load/server_process.hpp"
#include "bench/load/token_mint.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace switchboard::load {

/// What is put under load, and on which processors.
struct subject_options {
  /// The command that starts it. One that tells its port in the first line is all that is needed;
  /// switchboard gets its settings beside.
  std::vector<std::string> command;
  bool is_switchboard = true;
  std::vector<int> cores;
  /// `NAME=VALUE` for its environment; the last one of a name counts.
  std::vector<std::string> environment;
  /// Where switchboard keeps its log; empty is a new folder of the system's for such.
  std::string folder;
};

/// The server under load, with a folder of its own that goes when it goes.
class subject {
public:
  explicit subject(subject_options options);
  ~subject();
  subject(const subject&) = delete;
  subject& operator=(const subject&) = delete;

  std::uint16_t port() const { return process_->port(); }
  pid_t id() const { return process_->id(); }
  const token_mint& tokens() const { return tokens_; }

  /// The power goes out, and comes back: the same folder, and the same port.
  void kill() { process_->kill(); }
  void start_again();

private:
  command_line start_on(std::uint16_t port) const;
  std::vector<std::string> settings() const;

  const subject_options options_;
  const std::filesystem::path folder_;
  const token_mint tokens_;
  std::unique_ptr<server_process> process_;
};

} // namespace switchboard::load
