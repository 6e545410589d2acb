#include "tools/docs/generated.hpp"

#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

namespace files = std::filesystem;

void write(const files::path& path, const std::string& text) {
  files::create_directories(path.parent_path());
  std::ofstream file;
  file.exceptions(std::ios::failbit | std::ios::badbit);
  file.open(path, std::ios::binary);
  file << text;
  file.close();
}

} // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "usage: switchboard_docs DIR\n"
                 "Writes the parts of the documentation that are made from the code into DIR.\n";
    return 2;
  }
  try {
    const auto all = switchboard::docs::generated_files();
    for (const auto& each : all)
      write(files::path{words[1]} / each.path, each.text);
    std::cout << all.size() << " files written to " << words[1] << '\n';
    return 0;
  } catch (const std::exception& mistake) {
    std::cerr << words[1] << ": " << mistake.what() << '\n';
    return 1;
  }
}
