#include "tests/style/layering.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace switchboard::style {
namespace {

/// `folder/*` is what stands in the folder itself, `folder/**` also what is below; else one file.
using pattern = std::string_view;
using patterns = std::vector<pattern>;

enum class purity { pure, impure };

/// A folder, with what is below it unless that has a row of its own, and what it may include
/// beside itself.
struct layer {
  std::string_view folder;
  purity is;
  patterns may_include;
};

constexpr pattern user_commands = "actors/user/commands.hpp";
constexpr pattern room_commands = "actors/room/commands.hpp";
constexpr pattern queue_commands = "actors/queue/commands.hpp";

// The picture in docs/architecture.md, as data.
const std::vector<layer> layers = {
    {"threads", purity::impure, {}},
    {"events", purity::pure, {}},
    {"events/log", purity::impure, {"threads/*", "events/*"}},
    {"events/log/kafka", purity::impure, {"threads/*", "events/*", "events/log/*"}},
    {"actors/rules", purity::pure, {"events/*", user_commands, room_commands, queue_commands}},
    {"actors/user", purity::pure, {"events/*", "actors/rules/*", room_commands, queue_commands}},
    {"actors/room", purity::pure, {"events/*", "actors/rules/*", user_commands, queue_commands}},
    {"actors/queue", purity::pure, {"events/*", "actors/rules/*", user_commands, room_commands}},
    {"actors", purity::impure, {"threads/*", "actors/**", "events/**"}},
    {"projections", purity::impure, {"threads/*", "events/**"}},
    {"config", purity::impure, {}},
    {"transport/net", purity::impure, {"threads/*"}},
    {"transport/websocket", purity::impure, {"threads/*", "transport/net/*"}},
    {"transport/http",
     purity::impure,
     {"threads/*", "transport/net/*", "transport/websocket/*", "events/*"}},
    {"transport/accounts", purity::impure, {"threads/*", "events/*", "transport/net/*"}},
    {"transport/mail", purity::impure, {"threads/*", "events/*"}},
    {"transport",
     purity::impure,
     {"threads/*", "transport/**", "actors/**", "projections/**", "events/**", "config/**"}},
    {"tools", purity::impure, {"actors/**", "projections/**", "events/**", "config/**"}},
    // The documentation of everything is made there.
    {"tools/docs", purity::impure, {"**"}},
    {"tests", purity::impure, {"**"}},
    {"bench", purity::impure, {"**"}},
    {"examples", purity::impure, {"**"}},
    // The composition root.
    {"server", purity::impure, {"**"}},
    {"main.cpp", purity::impure, {"**"}},
};

/// Headers of others, and who may know them. A header that is in no row is free for all but the
/// pure folders, which may use the standard library and what is named here.
struct vendor {
  std::string_view headers;
  patterns used_by;
};

const std::vector<vendor> vendors = {
    {"boost/describe", {"**"}},
    {"boost/mp11", {"**"}},
    {"boost/type_index.hpp", {"events/*"}},
    {"boost/pfr", {"**"}},
    {"boost/uuid", {"**"}},
    {"nlohmann/",
     {"events/**", "projections/**", "transport/**", "tools/**", "tests/**", "bench/**"}},
    {"simdjson.h", {"events/*"}},
    {"caf/", {"actors/*", "server/*", "tests/**", "bench/**"}},
    {"boost/beast", {"transport/**", "tests/**", "bench/**"}},
    {"boost/asio", {"transport/**", "tests/**", "bench/**"}},
    {"boost/url", {"transport/**", "tests/**", "bench/**"}},
    {"openssl/", {"transport/**", "tests/**", "bench/**"}},
    {"sodium.h", {"events/*", "transport/accounts/*", "tests/**"}},
    {"curl/", {"transport/mail/*", "tests/**"}},
    {"jwt.h", {"transport/accounts/*", "tests/**"}},
    {"sqlite3.h", {"events/log/*", "projections/*", "transport/accounts/*", "tests/**"}},
    {"librdkafka/", {"events/log/kafka/*", "tests/**", "bench/**"}},
    {"spdlog/", {"transport/people_log/*"}},
    {"toml++/", {"config/*"}},
    {"CLI/", {"config/*", "tools/**", "server/*", "main.cpp", "tests/**", "bench/**"}},
};

// What makes two runs of the same rules differ.
constexpr std::string_view impure_words[] = {
    "system_clock",  "steady_clock", "high_resolution_clock",
    "random_device", "mt19937",      "mt19937_64",
    "rand(",         "getenv(",      "time(nullptr)",
};

std::string_view folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : path.substr(0, slash);
}

bool is_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && path.substr(folder.size()).starts_with('/');
}

bool matches(std::string_view path, pattern expected) {
  if (expected == "**") return true;
  if (expected.ends_with("/**")) return is_below(path, expected.substr(0, expected.size() - 3));
  if (expected.ends_with("/*")) return folder_of(path) == expected.substr(0, expected.size() - 2);
  return path == expected;
}

bool matches_any(std::string_view path, const patterns& expected) {
  return std::ranges::any_of(expected, [&](pattern each) { return matches(path, each); });
}

const layer* layer_of(std::string_view path) {
  const layer* closest = nullptr;
  for (const auto& each : layers)
    if (is_below(path, each.folder) || path == each.folder)
      if (closest == nullptr || each.folder.size() > closest->folder.size()) closest = &each;
  return closest;
}

const vendor* vendor_of(std::string_view header) {
  const auto found =
      std::ranges::find_if(vendors, [&](const auto& v) { return header.starts_with(v.headers); });
  return found == vendors.end() ? nullptr : &*found;
}

std::string list_of(const patterns& all) {
  std::string list;
  for (const auto each : all)
    list.append(list.empty() ? "" : ", ").append(each);
  return list.empty() ? "nothing" : list;
}

struct include {
  std::string_view header;
  bool is_ours = false;
};

std::optional<include> include_in(std::string_view line) {
  constexpr std::string_view directive = "#include ";
  if (!line.starts_with(directive) || line.size() <= directive.size() + 1) return {};
  const auto quoted = line.substr(directive.size());
  const bool is_ours = quoted.front() == '"';
  const auto end = quoted.find(is_ours ? '"' : '>', 1);
  if (end == std::string_view::npos) return {};
  return include{quoted.substr(1, end - 1), is_ours};
}

std::optional<std::string> objection_to_ours(const layer& from, std::string_view path) {
  const auto* to = layer_of(path);
  if (to == &from || matches_any(path, from.may_include)) return {};
  return std::string{from.folder} + " -> " + std::string{to ? to->folder : path}
         + " is against the architecture: " + std::string{from.folder}
         + " may include, beside itself, " + list_of(from.may_include);
}

std::optional<std::string> objection_to_vendor(const layer& from, std::string_view path,
                                               std::string_view header) {
  const bool is_standard = header.find_first_of("./") == std::string_view::npos;
  if (is_standard) return {};
  const auto* known = vendor_of(header);
  if (known == nullptr && from.is == purity::impure) return {};
  if (known != nullptr && matches_any(path, known->used_by)) return {};
  return std::string{from.folder} + " -> <" + std::string{header}
         + "> is against the architecture: it may be used by "
         + (known ? list_of(known->used_by) : "folders that are not pure");
}

} // namespace

findings wrong_includes(const source_file& file) {
  if (!file.is_cpp()) return {};
  const auto* from = layer_of(file.path);
  if (from == nullptr)
    return {{file.path, 1, "its folder has no row in the table of tests/style/layering.cpp"}};
  findings wrong;
  for (std::size_t number = 0; const auto line : lines_of(file.text)) {
    ++number;
    const auto found = include_in(line);
    if (!found) continue;
    auto objection = found->is_ours ? objection_to_ours(*from, found->header)
                                    : objection_to_vendor(*from, file.path, found->header);
    if (objection) wrong.push_back({file.path, number, std::move(*objection)});
  }
  return wrong;
}

findings impure_calls(const source_file& file) {
  const auto* from = layer_of(file.path);
  if (!file.is_cpp() || from == nullptr || from->is == purity::impure) return {};
  findings impure;
  const auto code = code_of(file.text);
  for (std::size_t number = 0; const auto line : lines_of(code)) {
    ++number;
    for (const auto word : impure_words)
      if (has_word(line, word))
        impure.push_back({file.path, number,
                          std::string{from->folder} + " is pure, and `" + std::string{word}
                              + "` is not: take it from the context"});
  }
  return impure;
}

} // namespace switchboard::style
