#pragma once

#include "events/log/data_folder.hpp"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

namespace switchboard::testing {

/// A folder of its own for a test, gone with it.
class temporary_folder {
public:
  temporary_folder()
      : path_{std::filesystem::temp_directory_path()
              / ("switchboard-test-" + std::to_string(::getpid()) + "-"
                 + std::to_string(next_number_++))} {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~temporary_folder() { std::filesystem::remove_all(path_); }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  data_folder data() const { return data_folder{path_}; }

private:
  static inline std::atomic<int> next_number_ = 0;
  std::filesystem::path path_;
};

} // namespace switchboard::testing
