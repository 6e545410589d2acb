#include "server/admin_command.hpp"
#include "server/player.hpp"
#include "server/serve_command.hpp"
#include "tools/commands.hpp"

#include <CLI/CLI.hpp>
#include <sys/stat.h>

#include <iostream>

/// The composition root: the verbs, each of which puts together what it needs.
int main(int count, char** words) {
  // What is written here is about people: it is its owner's alone, whatever the shell says.
  ::umask(077);
  CLI::App app{"Calls and chat that lose nothing"};
  app.name("switchboard");
  app.require_subcommand(1);
  switchboard::tools::chosen_verb chosen;
  switchboard::server::add_serve(app, chosen);
  switchboard::server::add_admin(app, chosen);
  switchboard::tools::add_tools(app, chosen, switchboard::server::play);
  try {
    app.parse(count, words);
  } catch (const CLI::Success& asked_for_help) {
    return app.exit(asked_for_help);
  } catch (const CLI::ParseError& wrong) {
    std::cerr << "switchboard: " << wrong.what() << "; --help says what there is\n";
    return 2;
  }
  return chosen();
}
