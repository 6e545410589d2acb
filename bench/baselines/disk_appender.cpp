// The yardstick for durable messages: records appended to a file and flushed, with nothing around
// it. Prints for each size of a batch how many records a second become durable, as JSON.
// usage: disk_appender FOLDER [SECONDS]

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

constexpr std::size_t record_bytes = 300;

double records_per_s(int file, std::size_t records_of_batch, double seconds) {
  using clock = std::chrono::steady_clock;
  const std::string batch(record_bytes * records_of_batch, 'x');
  const auto begin = clock::now();
  std::size_t records = 0;
  double passed_s = 0;
  while (passed_s < seconds) {
    if (::write(file, batch.data(), batch.size()) != static_cast<ssize_t>(batch.size())
        || ::fdatasync(file) != 0) {
      std::perror("disk_appender");
      std::exit(1);
    }
    records += records_of_batch;
    passed_s = std::chrono::duration<double>(clock::now() - begin).count();
  }
  return static_cast<double>(records) / passed_s;
}

} // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::fprintf(stderr, "usage: disk_appender FOLDER [SECONDS]\n");
    return 2;
  }
  const auto path = std::string{words[1]} + "/appended";
  const double seconds = count > 2 ? std::atof(words[2]) : 1;
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) {
    std::perror(path.c_str());
    return 1;
  }
  std::printf("{\"1\": %.0f, ", records_per_s(file, 1, seconds));
  std::printf("\"16\": %.0f, ", records_per_s(file, 16, seconds));
  std::printf("\"256\": %.0f}\n", records_per_s(file, 256, seconds));
  ::close(file);
  ::unlink(path.c_str());
}
