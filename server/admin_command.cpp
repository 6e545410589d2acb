#include "server/admin_command.hpp"

#include "config/load.hpp"
#include "server/core.hpp"
#include "server/options.hpp"
#include "transport/accounts/link_store.hpp"
#include "transport/accounts/user_store.hpp"
#include "transport/api/registrar.hpp"

#include <CLI/CLI.hpp>
#include <termios.h>
#include <unistd.h>

#include <filesystem>
#include <future>
#include <iostream>
#include <memory>
#include <string>

namespace switchboard::server {

namespace {

struct wanted_link {
  config::flags flags;
  std::string username;
};

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

/// The credentials alone: a server may be running over them, and its log is not touched.
int make_reset_link(const wanted_link& wanted) {
  const auto all = config::load(wanted.flags, config::environment_of_process());
  const std::filesystem::path folder{all.server.data};
  if (!std::filesystem::exists(folder / "credentials.db")) {
    std::cerr << "switchboard: " << folder.string() << ": holds no accounts\n";
    return 2;
  }
  database credentials{folder};
  note_store notes{credentials};
  const auto found = user_store{credentials}.find_by_name(wanted.username);
  if (!found) {
    std::cerr << "switchboard: " << wanted.username << ": there is no such account\n";
    return 1;
  }
  const auto now = wall_clock{}.now();
  const auto lifetime_s = all.accounts.reset_link_lifetime_s;
  const auto token = link_store{credentials, notes}.issue(
      {found->user, link_purpose::password_reset, reset_way::admin, found->email,
       now + lifetime_s * 1000},
      now);
  std::cout << all.mail.public_url << "/#/reset/" << token.view() << '\n';
  std::cerr << "Good once, for " << lifetime_s / 60 << " minutes"
            << (all.mail.public_url.empty() ? "; put the address of the web app before it.\n"
                                            : ".\n");
  return 0;
}

template <class Wanted>
int do_or_say_why_not(int (*work)(const Wanted&), const Wanted& wanted) {
  try {
    return work(wanted);
  } catch (const std::exception& wrong) {
    std::cerr << "switchboard: " << wrong.what() << '\n';
    return 2;
  }
}

void add_create(CLI::App& group, tools::chosen_verb& chosen) {
  auto& command = *group.add_subcommand(
      "create", "Make an admin's account; the password is read from standard input, and no server "
                "may be running over the same data");
  const auto wanted = std::make_shared<wanted_admin>();
  config::add_flags(command, wanted->flags);
  command.add_option("username", wanted->username, "The name to sign in with")->required();
  command.add_option("--email", wanted->email, "The address to sign in with");
  command.add_option("--full-name", wanted->full_name, "The name shown to others");
  command.callback(
      [&chosen, wanted] { chosen = [wanted] { return do_or_say_why_not(create, *wanted); }; });
}

void add_reset_link(CLI::App& group, tools::chosen_verb& chosen) {
  auto& command = *group.add_subcommand(
      "reset-link", "Make a link with which somebody chooses a new password, once; a server may be "
                    "running over the same data");
  const auto wanted = std::make_shared<wanted_link>();
  config::add_flags(command, wanted->flags);
  command.add_option("username", wanted->username, "Whose password")->required();
  command.callback([&chosen, wanted] {
    chosen = [wanted] { return do_or_say_why_not(make_reset_link, *wanted); };
  });
}

} // namespace

void add_admin(CLI::App& app, tools::chosen_verb& chosen) {
  auto& group = *app.add_subcommand("admin", "What must be possible before anybody can sign in");
  group.require_subcommand(1);
  add_create(group, chosen);
  add_reset_link(group, chosen);
}

} // namespace switchboard::server
