#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace switchboard::load {

/// What a server is started with.
struct command_line {
  std::vector<std::string> words;
  /// `NAME=VALUE`, beside what this process has.
  std::vector<std::string> environment;
  /// The processors it may use; all of them if there is none.
  std::vector<int> cores;
};

/// Has this process, or the one of that id, run on these only.
void pin(pid_t process, const std::vector<int>& cores);

/// What a process has cost so far, from the kernel's own count.
std::int64_t processor_ns(pid_t process);
std::int64_t resident_bytes(pid_t process);

/// A server in a process of its own, which tells its port in the first line that names one.
class server_process {
public:
  explicit server_process(const command_line& start);
  ~server_process();
  server_process(const server_process&) = delete;
  server_process& operator=(const server_process&) = delete;

  std::uint16_t port() const { return port_; }
  pid_t id() const { return id_; }
  /// As the power going out would.
  void kill();

private:
  void read_port(int pipe);

  pid_t id_ = -1;
  int output_ = -1;
  std::uint16_t port_ = 0;
};

} // namespace switchboard::load
