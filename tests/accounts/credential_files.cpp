#include "tests/accounts/temporary_folder.hpp"
#include "transport/accounts/database.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace switchboard {

namespace {

/// The line that opening the store in this folder is answered with; empty when it opens.
std::string fault_in(const std::filesystem::path& folder) {
  try {
    const database file{folder};
  } catch (const credential_error& error) {
    return error.what();
  }
  return {};
}

void run_in(const std::filesystem::path& file, const char* sql) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &handle) == SQLITE_OK);
  REQUIRE(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(handle);
}

} // namespace

TEST_CASE("the store is made for its owner alone") {
  const testing::temporary_folder folder;
  const auto data = folder.path() / "data";
  database file{data};
  file.run("CREATE TABLE more (number INTEGER)");
  for (const std::string name : {"credentials.db", "credentials.db-wal", "credentials.db-shm"}) {
    CAPTURE(name);
    CHECK(testing::mode_of(data / name) == 0600);
  }
}

TEST_CASE("a store that others may read is refused, with the remedy") {
  const testing::temporary_folder folder;
  REQUIRE(fault_in(folder.path()).empty());
  const auto file = folder.path() / "credentials.db";
  std::filesystem::permissions(file, std::filesystem::perms{0640});
  CHECK(fault_in(folder.path())
        == file.string()
               + ": others may read or change it (mode 0640), and it holds secrets; allow its "
                 "owner alone: chmod 600 "
               + file.string());
  std::filesystem::permissions(file, std::filesystem::perms{0600});
  CHECK(fault_in(folder.path()).empty());
}

TEST_CASE("a store of a newer version is refused") {
  const testing::temporary_folder folder;
  REQUIRE(fault_in(folder.path()).empty());
  const auto file = folder.path() / "credentials.db";
  run_in(file, "PRAGMA user_version = 7");
  CHECK(fault_in(folder.path())
        == file.string()
               + ": was written by a newer version (form 7, this one knows up to 2); use that "
                 "version");
}

TEST_CASE("a database of another program is refused, and left alone") {
  const testing::temporary_folder folder;
  const auto file = folder.path() / "credentials.db";
  run_in(file, "CREATE TABLE theirs (number INTEGER)");
  std::filesystem::permissions(file, std::filesystem::perms{0600});
  const auto before = testing::content_of(file);
  CHECK(fault_in(folder.path())
        == file.string() + ": belongs to another program; move it out of the data folder");
  CHECK(testing::content_of(file) == before);
}

TEST_CASE("a file that is no database is refused, and left alone") {
  const testing::temporary_folder folder;
  const auto file = folder.path() / "credentials.db";
  std::ofstream{file} << std::string(8'192, 'x');
  std::filesystem::permissions(file, std::filesystem::perms{0600});
  const auto fault = fault_in(folder.path());
  CHECK(fault.starts_with(file.string() + ": is damaged or no credential store ("));
  CHECK(fault.ends_with("put a backup in its place"));
  CHECK(testing::content_of(file) == std::string(8'192, 'x'));
}

TEST_CASE("a damaged store is refused") {
  const testing::temporary_folder folder;
  REQUIRE(fault_in(folder.path()).empty());
  const auto file = folder.path() / "credentials.db";
  const auto size = std::filesystem::file_size(file);
  {
    std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
    bytes.seekp(4'096);
    bytes << std::string(size - 4'096, '\xff');
  }
  const auto fault = fault_in(folder.path());
  CHECK(fault.starts_with(file.string() + ": is damaged"));
  CHECK(fault.find('\n') == std::string::npos);
}

TEST_CASE("a folder that cannot be made is named") {
  const testing::temporary_folder folder;
  std::ofstream{folder.path() / "file"} << "x";
  CHECK(fault_in(folder.path() / "file" / "data").starts_with(folder.path().string()));
}

} // namespace switchboard
