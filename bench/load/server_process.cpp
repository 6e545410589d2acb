#include "bench/load/server_process.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <utility>

namespace switchboard::load {

namespace {

/// In the child, where nothing is left to be freed.
[[noreturn]] void become(const command_line& start, int output) {
  // A server does not outlive a load that was ended from outside.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(output, STDOUT_FILENO);
  pin(0, start.cores);
  for (const auto& each : start.environment)
    ::putenv(const_cast<char*>(each.c_str()));
  std::vector<char*> words;
  for (const auto& each : start.words)
    words.push_back(const_cast<char*>(each.c_str()));
  words.push_back(nullptr);
  ::execvp(words[0], words.data());
  ::_exit(127);
}

} // namespace

void pin(pid_t process, const std::vector<int>& cores) {
  if (cores.empty()) return;
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  for (const int each : cores)
    CPU_SET(static_cast<std::size_t>(each), &allowed);
  if (::sched_setaffinity(process, sizeof allowed, &allowed) != 0)
    throw std::runtime_error{"this machine does not have these cores"};
}

std::int64_t processor_ns(pid_t process) {
  clockid_t clock{};
  timespec spent{};
  if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &spent) != 0)
    throw std::runtime_error{"the server is gone"};
  return spent.tv_sec * std::int64_t{1'000'000'000} + spent.tv_nsec;
}

std::int64_t resident_bytes(pid_t process) {
  std::ifstream file{"/proc/" + std::to_string(process) + "/statm"};
  std::int64_t pages = 0;
  std::int64_t resident_pages = 0;
  if (!(file >> pages >> resident_pages)) throw std::runtime_error{"the server is gone"};
  return resident_pages * ::sysconf(_SC_PAGESIZE);
}

server_process::server_process(const command_line& start) {
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  id_ = ::fork();
  if (id_ == 0) become(start, pipe[1]);
  ::close(pipe[1]);
  output_ = pipe[0];
  if (id_ < 0) throw std::runtime_error{"no process"};
  try {
    read_port(pipe[0]);
  } catch (...) {
    kill();
    throw;
  }
}

server_process::~server_process() { kill(); }

void server_process::read_port(int pipe) {
  const std::regex naming_port{"(?:^|http://[0-9.]+:)([0-9]+)\\s*$"};
  std::string line;
  for (char next = 0; ::read(pipe, &next, 1) == 1;) {
    if (next != '\n') {
      line += next;
      continue;
    }
    std::smatch found;
    if (std::regex_search(line, found, naming_port)) {
      port_ = static_cast<std::uint16_t>(std::stoi(found[1]));
      return;
    }
    line.clear();
  }
  throw std::runtime_error{"the server ended before it said where it listens"};
}

void server_process::kill() {
  if (id_ > 0) {
    ::kill(id_, SIGKILL);
    ::waitpid(std::exchange(id_, -1), nullptr, 0);
  }
  if (output_ >= 0) ::close(std::exchange(output_, -1));
}

} // namespace switchboard::load
