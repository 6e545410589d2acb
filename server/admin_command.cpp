#include "server/admin_command.hpp"

#include "config/load.hpp"
#include "server/core.hpp"
#include "server/options.hpp"
#include "transport/api/registrar.hpp"

#include <CLI/CLI.hpp>
#include <termios.h>
#include <unistd.h>

#include <future>
#include <iostream>
#include <memory>
#include <string>

namespace switchboard::server {

namespace {

struct wanted_admin {
  config::flags flags;
  std::string username;
  std::string email;
  std::string full_name;
};

/// Keeps what is typed from being shown while it lives.
class hidden_typing {
public:
  hidden_typing() {
    if (tcgetattr(STDIN_FILENO, &shown_) != 0) return;
    is_terminal_ = true;
    auto hidden = shown_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  ~hidden_typing() {
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_);
  }
  hidden_typing(const hidden_typing&) = delete;
  hidden_typing& operator=(const hidden_typing&) = delete;

private:
  termios shown_{};
  bool is_terminal_ = false;
};

/// From standard input, because a command line can be seen by everybody on the machine.
secret read_password() {
  const hidden_typing hidden;
  if (isatty(STDIN_FILENO) == 1) std::cerr << "Password: " << std::flush;
  std::string typed;
  std::getline(std::cin, typed);
  return secret{std::move(typed)};
}

int create(const wanted_admin& wanted) {
  const auto all = config::load(wanted.flags, config::environment_of_process());
  registration asked{.user = {wanted.username},
                     .email = wanted.email.empty() ? std::nullopt : std::optional{wanted.email},
                     .password = read_password(),
                     .role = role::admin,
                     .is_by_operator = true};
  const auto people = make_people_log(all);
  core opened{all, *people};
  std::promise<api::registrar::enrolled> promised;
  api::registrar{opened.ports()}.enroll(
      std::move(asked), wanted.full_name, {},
      [&](api::registrar::enrolled made) { promised.set_value(std::move(made)); });
  const auto made = promised.get_future().get();
  if (const auto* refused = std::get_if<http::problem>(&made)) {
    std::cerr << "switchboard: " << wanted.username << ": " << refused->detail << '\n';
    return 1;
  }
  opened.ports().accounts->settle(std::get<reservation>(made), true);
  std::cout << wanted.username << " is an admin now\n";
  return 0;
}

int create_or_say_why_not(const wanted_admin& wanted) {
  try {
    return create(wanted);
  } catch (const std::exception& wrong) {
    std::cerr << "switchboard: " << wrong.what() << '\n';
    return 2;
  }
}

} // namespace

void add_admin(CLI::App& app, tools::chosen_verb& chosen) {
  auto& group = *app.add_subcommand("admin", "Accounts that may do everything");
  group.require_subcommand(1);
  auto& command = *group.add_subcommand(
      "create", "Make an admin's account; the password is read from standard input, and no server "
                "may be running over the same data");
  const auto wanted = std::make_shared<wanted_admin>();
  config::add_flags(command, wanted->flags);
  command.add_option("username", wanted->username, "The name to sign in with")->required();
  command.add_option("--email", wanted->email, "The address to sign in with");
  command.add_option("--full-name", wanted->full_name, "The name shown to others");
  command.callback(
      [&chosen, wanted] { chosen = [wanted] { return create_or_say_why_not(*wanted); }; });
}

} // namespace switchboard::server
