#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string>
#include <system_error>
#include <vector>

namespace switchboard::testing {

/// Another process. Its input stays open until it is waited for; its output is read from here.
class child_process {
public:
  explicit child_process(const std::vector<std::string>& command) {
    int input[2];
    int output[2];
    if (::pipe2(input, O_CLOEXEC) != 0 || ::pipe2(output, O_CLOEXEC) != 0) fail("pipe");
    std::vector<char*> arguments;
    for (const auto& each : command)
      arguments.push_back(const_cast<char*>(each.c_str()));
    arguments.push_back(nullptr);
    id_ = ::fork();
    if (id_ < 0) fail("fork");
    if (id_ == 0) {
      ::dup2(input[0], STDIN_FILENO);
      ::dup2(output[1], STDOUT_FILENO);
      ::execvp(arguments.front(), arguments.data());
      ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = ::fdopen(input[1], "w");
    output_ = ::fdopen(output[0], "r");
  }
  ~child_process() {
    wait();
    std::fclose(output_);
  }
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;

  pid_t id() const { return id_; }

  /// The next line that it prints; empty once it has ended.
  std::string line() {
    std::string read;
    for (int each = std::fgetc(output_); each != EOF && each != '\n'; each = std::fgetc(output_))
      read += static_cast<char>(each);
    return read;
  }

  /// The next record that it writes; false once it has ended.
  template <class Record>
  bool read(Record& record) {
    return std::fread(&record, sizeof record, 1, output_) == 1;
  }

  void kill() {
    ::kill(id_, SIGKILL);
    wait();
  }

  /// Whether it ended by itself and not by a signal; known once it has been waited for.
  bool has_exited() const { return exit_code_ >= 0; }

  /// Ends its input and waits for it to end. Its exit code, or -1 if a signal ended it.
  int wait() {
    if (input_ == nullptr) return exit_code_;
    std::fclose(input_);
    input_ = nullptr;
    int status = 0;
    if (::waitpid(id_, &status, 0) == id_ && WIFEXITED(status)) exit_code_ = WEXITSTATUS(status);
    return exit_code_;
  }

private:
  [[noreturn]] static void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
  }

  pid_t id_ = 0;
  int exit_code_ = -1;
  std::FILE* input_ = nullptr;
  std::FILE* output_ = nullptr;
};

} // namespace switchboard::testing
