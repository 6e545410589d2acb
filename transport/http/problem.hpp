#pragma once

#include <string>
#include <utility>
#include <vector>

namespace switchboard::http {

using header_list = std::vector<std::pair<std::string, std::string>>;

/// An error as a client gets it: a problem document of RFC 9457.
struct problem {
  unsigned status = 500;
  /// A stable word in snake_case that a program can switch on.
  std::string code;
  /// What is wrong here, in a sentence for a person.
  std::string detail;
  header_list headers = {};
  /// What belongs to this kind of problem beside that: names and texts.
  std::vector<std::pair<std::string, std::string>> more = {};
};

/// `{"type","title","status","detail","code"}`, and what there is more.
std::string to_json(const problem& wrong);

} // namespace switchboard::http
