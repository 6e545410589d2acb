#include "transport/accounts/input_rules.hpp"

#include "events/ids.hpp"
#include "events/side_key.hpp"

#include <algorithm>

namespace switchboard {

namespace {

/// Longer ones would only cost time to hash.
constexpr std::size_t max_password_bytes = 1024;
constexpr std::size_t max_email_bytes = 254;

/// What everybody tries first, eight characters and more.
constexpr std::string_view commonest[] = {
    "12345678",  "123456789", "1234567890", "123123123", "87654321", "987654321",
    "11223344",  "12341234",  "1q2w3e4r",   "1qaz2wsx",  "abcd1234", "asdfghjkl",
    "baseball",  "changeme",  "football",   "iloveyou",  "letmein1", "p@ssw0rd",
    "passw0rd",  "password",  "password1",  "princess",  "qwertyui", "qwertyuiop",
    "qwerty123", "sunshine",  "superman",   "trustno1",  "welcome1", "zaq12wsx"};

std::size_t characters_in(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) >> 6) != 2; }));
}

bool is_email_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7f && c != '@' && c != '<' && c != '>' && c != ',' && c != ';';
}

bool is_domain(std::string_view domain) {
  const auto has_empty_label = domain.starts_with('.') || domain.ends_with('.')
                               || domain.find("..") != std::string_view::npos;
  return domain.find('.') != std::string_view::npos && !has_empty_label;
}

} // namespace

std::string folded(std::string_view text) {
  std::string out{text};
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::optional<std::string> fault_of_username(std::string_view name) {
  if (!parse_user_id(name))
    return "A username is 1 to 64 characters out of A-Z a-z 0-9 . _ @ and -, but not . or .. or "
           "me.";
  if (folded(name).starts_with("call_"))
    return "A username does not begin with call_, which names calls.";
  if (queue_of(folded(name)) || side_of_key(folded(name)))
    return "A username does not look like a queue's side or its key: side_…, call_…";
  return std::nullopt;
}

std::optional<std::string> fault_of_email(std::string_view email) {
  const auto at = email.find('@');
  const bool is_address =
      email.size() <= max_email_bytes && at != std::string_view::npos && at > 0
      && std::all_of(email.begin(), email.begin() + static_cast<long>(at), is_email_char)
      && std::all_of(email.begin() + static_cast<long>(at) + 1, email.end(), is_email_char)
      && is_domain(email.substr(at + 1));
  if (is_address) return std::nullopt;
  return "An e-mail address looks like name@example.org.";
}

std::optional<std::string> fault_of_password(std::string_view password, std::string_view username,
                                             std::string_view email, std::size_t min_length) {
  if (characters_in(password) < min_length)
    return "A password has at least " + std::to_string(min_length) + " characters.";
  if (password.size() > max_password_bytes)
    return "A password has at most " + std::to_string(max_password_bytes) + " bytes.";
  const auto plain = folded(password);
  if (plain == folded(username) || plain == folded(email)
      || plain == folded(email.substr(0, email.find('@'))))
    return "A password is not the username or the e-mail address.";
  const bool repeats_one = plain.find_first_not_of(plain.front()) == std::string::npos;
  if (repeats_one
      || std::find(std::begin(commonest), std::end(commonest), plain) != std::end(commonest))
    return "This password is one of those that are tried first.";
  return std::nullopt;
}

} // namespace switchboard
