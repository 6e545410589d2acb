#include "config/load.hpp"

#include "config/toml_file.hpp"
#include "config/value.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>

namespace switchboard::config {

namespace {

constexpr std::string_view variable_prefix = "SWITCHBOARD_";

/// The settings being filled, and where each one that is no longer the default came from, so that
/// a rule about two settings can also say where.
class loader {
public:
  void take_file(const std::string& path) {
    for (const auto& line : read_toml_file(path)) {
      const auto found = find([&](const entry& each) { return each.name() == line.name; });
      if (found == entries_.end()) fail(line.where, unknown(line.name, &entry::name));
      note(*found, line.where, assign(*found, line.given));
    }
  }

  void take_environment(const environment& variables) {
    for (const auto& [variable, text] : variables) {
      const auto where = "environment variable " + variable;
      const auto found = find([&](const entry& each) { return each.variable() == variable; });
      if (found == entries_.end()) fail(where, unknown(variable, &entry::variable));
      note(*found, where, assign_text(*found, text));
    }
  }

  void take_flags(const flags& given) {
    for (const auto& [flag, text] : given.values) {
      const auto found = find([&](const entry& each) { return each.flag == flag; });
      note(*found, "flag " + flag, assign_text(*found, text));
    }
  }

  /// The rules that no single setting can see.
  settings checked() const {
    const auto& server = result_.server;
    require(!server.listen.empty() || !server.listen_tls.empty(), "server.listen",
            "is empty, and so is server.listen_tls; at least one address is needed");
    require(server.listen_tls.empty() || !server.tls_certificate.empty(), "server.listen_tls",
            "needs server.tls_certificate");
    require(server.listen_tls.empty() || !server.tls_key.empty(), "server.listen_tls",
            "needs server.tls_key");
    require(!server.data.empty(), "server.data", "is empty; a folder is needed");
    require(!server.node.empty(), "server.node", "is empty; a name is needed");
    require_origins();
    require_ice();
    require(result_.deadlines.silence_ms > result_.deadlines.heartbeat_ms, "deadlines.silence_ms",
            "must be more than deadlines.heartbeat_ms");
    const auto& accounts = result_.accounts;
    require(accounts.refresh_lifetime_s >= accounts.token_lifetime_s, "accounts.refresh_lifetime_s",
            "must be at least accounts.token_lifetime_s");
    require(!accounts.issuer.empty() && !accounts.audience.empty(), "accounts.issuer",
            "must not be empty, nor accounts.audience");
    require(accounts.outside_issuer.empty() || !accounts.outside_audience.empty(),
            "accounts.outside_issuer", "needs accounts.outside_audience");
    require(accounts.outside_issuer.empty() || !accounts.outside_public_key.empty(),
            "accounts.outside_issuer", "needs accounts.outside_public_key");
    require(accounts.outside_issuer != accounts.issuer, "accounts.outside_issuer",
            "must differ from accounts.issuer");
    require_queues();
    require(accounts.passkey_domain.find_first_of(":/ @") == std::string::npos,
            "accounts.passkey_domain", "is a host name alone, without a scheme and a port");
    require_mail();
    return result_;
  }

private:
  template <class Predicate>
  std::vector<entry>::const_iterator find(Predicate is_it) const {
    return std::find_if(entries_.begin(), entries_.end(), is_it);
  }

  [[noreturn]] static void fail(const std::string& where, const std::string& what) {
    throw setting_error{where + ": " + what};
  }

  void note(const entry& of, const std::string& where, const std::optional<std::string>& fault) {
    if (fault) fail(where, *fault);
    sources_[of.name()] = where;
  }

  void require(bool is_so, const std::string& name, const std::string& what) const {
    if (is_so) return;
    const auto source = sources_.find(name);
    fail(source == sources_.end() ? "configuration" : source->second, name + ' ' + what);
  }

  void require_origins() const {
    for (const auto& origin : result_.server.allowed_origins) {
      const auto host_at = origin.find("://");
      const bool is_origin = (origin.starts_with("http://") || origin.starts_with("https://"))
                             && host_at + 3 < origin.size()
                             && origin.find_first_of("/* ", host_at + 3) == std::string::npos;
      require(is_origin, "server.allowed_origins",
              "holds \"" + origin
                  + "\"; allowed is https://HOST or http://HOST, with :PORT or not");
    }
  }

  void require_queues() const {
    constexpr std::size_t max_name_chars = 26;
    constexpr std::size_t min_secret_chars = 32;
    const auto& queues = result_.queues;
    for (const auto& name : queues.names) {
      const bool is_name =
          !name.empty() && name.size() <= max_name_chars
          && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos;
      require(is_name, "queues.names",
              "holds \"" + name + "\"; a queue's name has 1 to 26 characters out of a-z 0-9 _ -");
    }
    require(queues.customer_secret.empty() || queues.customer_secret.size() >= min_secret_chars,
            "queues.customer_secret", "must have at least 32 characters");
    require(queues.customer_secret.empty() || queues.customer_secret_file.empty(),
            "queues.customer_secret_file",
            "is given beside queues.customer_secret; one of them is enough");
  }

  void require_ice() const {
    const auto& ice = result_.ice;
    const auto is_of = [](std::string_view url, std::string_view scheme, std::string_view secure) {
      return (url.starts_with(scheme) && url.size() > scheme.size())
             || (url.starts_with(secure) && url.size() > secure.size());
    };
    for (const auto& url : ice.stun_urls)
      require(is_of(url, "stun:", "stuns:"), "ice.stun_urls",
              "holds \"" + url + "\"; allowed is stun:HOST or stuns:HOST, with :PORT or not");
    for (const auto& url : ice.turn_urls)
      require(is_of(url, "turn:", "turns:"), "ice.turn_urls",
              "holds \"" + url
                  + "\"; allowed is turn:HOST or turns:HOST, with :PORT and ?transport= or not");
    const bool has_secret = !ice.turn_secret.empty() || !ice.turn_secret_file.empty();
    require(ice.turn_urls.empty() || has_secret, "ice.turn_urls",
            "needs ice.turn_secret or ice.turn_secret_file");
    require(ice.turn_secret.empty() || ice.turn_secret_file.empty(), "ice.turn_secret_file",
            "is given beside ice.turn_secret; one of them is enough");
  }

  void require_mail() const {
    const auto& mail = result_.mail;
    require(mail.password.empty() || mail.password_file.empty(), "mail.password_file",
            "is given beside mail.password; one of them is enough");
    require(mail.user.empty() || !mail.password.empty() || !mail.password_file.empty(), "mail.user",
            "needs mail.password or mail.password_file");
    require(mail.public_url.empty() || is_web_address(mail.public_url), "mail.public_url",
            "must be https://HOST or http://HOST, with :PORT and a path or not");
    require(mail.host.find_first_of(":/ @") == std::string::npos, "mail.host",
            "is a host name or an IPv4 address alone; mail.port has the port");
    if (mail.host.empty()) return;
    require(mail.from.find('@') != std::string::npos, "mail.host",
            "needs mail.from, the address that mail comes from");
    require(mail.from.find_first_of("<> \r\n") == std::string::npos, "mail.from",
            "is an address alone, such as calls@example.org");
    require(!mail.public_url.empty(), "mail.host",
            "needs mail.public_url, which the links in mails begin with");
    require(mail.user.empty() || mail.tls != "none", "mail.user",
            "would send its password in the clear; mail.tls must be starttls or tls");
  }

  static bool is_web_address(std::string_view url) {
    const auto host_at = url.find("://");
    return (url.starts_with("http://") || url.starts_with("https://")) && host_at + 3 < url.size()
           && url.find_first_of(" #?\r\n") == std::string_view::npos;
  }

  /// Says that there is no such setting, and which one is spelled almost so.
  std::string unknown(const std::string& name, std::string (entry::*spelling)() const) const {
    std::string nearest;
    std::size_t least = 4;
    for (const auto& each : entries_) {
      const auto candidate = (each.*spelling)();
      const auto distance = edits_between(name, candidate);
      if (distance >= least) continue;
      least = distance;
      nearest = candidate;
    }
    return name + " is not a setting; "
           + (nearest.empty() ? "docs/configuration.md lists all of them"
                              : "did you mean " + nearest + "?");
  }

  static std::size_t edits_between(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
      row[j] = j;
    for (std::size_t i = 0; i < one.size(); ++i) {
      auto diagonal = std::exchange(row[0], i + 1);
      for (std::size_t j = 0; j < other.size(); ++j) {
        const auto replaced = diagonal + (one[i] == other[j] ? 0 : 1);
        diagonal = row[j + 1];
        row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
      }
    }
    return row.back();
  }

  settings result_;
  std::vector<entry> entries_ = entries_of(result_);
  std::map<std::string, std::string> sources_;
};

} // namespace

void add_flags(CLI::App& command, flags& into) {
  command.add_option("--config", into.file, "The file with the settings")->type_name("FILE");
  settings defaults;
  for (const auto& each : entries_of(defaults)) {
    if (each.flag.empty()) continue;
    const std::string flag{each.flag};
    command
        .add_option_function<std::string>(
            flag, [&into, flag](const std::string& text) { into.values[flag] = text; },
            std::string{each.doc})
        ->type_name(allowed_text(each))
        ->default_str(toml_text(each));
  }
}

environment environment_of_process() {
  environment variables;
  for (char** each = environ; each && *each; ++each) {
    const std::string_view line{*each};
    const auto equals = line.find('=');
    if (!line.starts_with(variable_prefix) || equals == std::string_view::npos) continue;
    variables.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  return variables;
}

settings load(const flags& given, const environment& variables) {
  loader all;
  if (!given.file.empty()) all.take_file(given.file);
  all.take_environment(variables);
  all.take_flags(given);
  return all.checked();
}

} // namespace switchboard::config
