#include "transport/api/static_files.hpp"

#include "transport/accounts/secret.hpp"
#include "transport/http/forwarding.hpp"
#include "transport/net/write_queue.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

namespace switchboard::api {

namespace {

namespace files = std::filesystem;

struct static_file {
  std::string content_type;
  std::string etag;
  net::shared_bytes bytes;
};

/// By the path within the folder.
using file_map = std::map<std::string, static_file, std::less<>>;

struct file_kind {
  std::string_view extension;
  std::string_view content_type;
};

constexpr file_kind kinds[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
    {".md", "text/plain; charset=utf-8"},
};

/// A page loads nothing from elsewhere, runs no script that stands in it, and opens sockets to
/// where it came from alone, which not every browser takes `'self'` to say. Workers and media made
/// in the page are its own.
std::string page_policy_at(const http::request& asked) {
  const std::string scheme = asked.is_encrypted ? " wss://" : " ws://";
  const auto own = http::is_host(asked.host) ? scheme + asked.host : std::string{};
  return "default-src 'self'; connect-src 'self'" + own
         + "; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; "
           "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}

std::string content_type_of(const files::path& file) {
  const auto extension = file.extension().string();
  for (const auto& each : kinds)
    if (each.extension == extension) return std::string{each.content_type};
  return "application/octet-stream";
}

std::string bytes_in(const files::path& path) {
  std::ifstream file{path, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  if (!file) throw static_file_error{path.string() + ": cannot be read"};
  return bytes;
}

file_map read_folder(const files::path& folder) {
  file_map all;
  std::error_code failure;
  for (files::recursive_directory_iterator each{folder, failure}, end; !failure && each != end;
       each.increment(failure)) {
    if (!each->is_regular_file() || each->is_symlink()) continue;
    auto bytes = bytes_in(each->path());
    // Not for secrecy: the same bytes have the same tag, and others another one.
    auto etag = '"' + keyed_hex({}, bytes) + '"';
    all[each->path().lexically_relative(folder).generic_string()] = {
        content_type_of(each->path()), std::move(etag),
        std::make_shared<const std::string>(std::move(bytes))};
  }
  if (failure) throw static_file_error{folder.string() + ": " + failure.message()};
  return all;
}

/// Whether If-None-Match lists this tag. Weak tags count like strong ones there, and `*` is any.
bool is_listed(std::string_view list, std::string_view etag) {
  constexpr std::string_view weak = "W/";
  while (!list.empty()) {
    list.remove_prefix(std::min(list.find_first_not_of(" \t,"), list.size()));
    if (list.starts_with('*')) return true;
    if (list.starts_with(weak)) list.remove_prefix(weak.size());
    const auto end = list.starts_with('"') ? list.find('"', 1) : list.npos;
    if (end == list.npos) return false;
    if (list.substr(0, end + 1) == etag) return true;
    list.remove_prefix(end + 1);
  }
  return false;
}

http::response answer_of(const static_file& file, const http::request& asked) {
  http::header_list headers{{"ETag", file.etag}, {"Cache-Control", "no-cache"}};
  if (is_listed(asked.header("if-none-match"), file.etag)) {
    http::response unchanged{304};
    unchanged.headers = std::move(headers);
    return unchanged;
  }
  headers.emplace_back("Content-Security-Policy", page_policy_at(asked));
  return {200, file.content_type, file.bytes, std::move(headers)};
}

} // namespace

void add_static_files(http::router& into, const std::string& path, const files::path& folder) {
  http::route row;
  row.pattern = path + "{file...}";
  row.handle = [all = std::make_shared<const file_map>(read_folder(folder))](
                   const http::request& asked, const http::responder& answer) {
    const auto name = asked.parameter("file");
    const auto found = all->find(name.empty() ? "index.html" : name);
    if (found == all->end())
      return answer(http::problem{404, "not_found", "There is nothing at this path."});
    answer(answer_of(found->second, asked));
  };
  into.add(std::move(row));
}

} // namespace switchboard::api
