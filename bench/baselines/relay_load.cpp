// Loads a relay with pairs of WebSockets that pass one frame each back and forth, and prints what
// it cost the relay's process: microseconds of processor time a relayed frame.

#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

/// As long as a frame with an ICE candidate in it.
constexpr std::size_t payload_bytes = 200;
constexpr std::size_t server_frame_bytes = payload_bytes + 4;

/// A client's frame under a mask of zeros, which leaves the payload as it is.
std::string client_frame() {
  std::string frame{"\x81\xfe", 2};
  frame += static_cast<char>(payload_bytes >> 8);
  frame += static_cast<char>(payload_bytes & 0xff);
  frame.append(4, '\0').append(payload_bytes, 'i');
  return frame;
}

void write_all(int socket, const std::string& bytes) {
  if (::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL)
      != static_cast<ssize_t>(bytes.size()))
    throw std::runtime_error{"the relay does not take what it is sent"};
}

int open_socket(std::uint16_t port, std::size_t pair) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error{"cannot connect to the relay"};
  write_all(socket, "GET /pair/" + std::to_string(pair)
                        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: "
                          "Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                          "Sec-WebSocket-Version: 13\r\n\r\n");
  std::string answer;
  while (!answer.ends_with("\r\n\r\n")) {
    char c = 0;
    if (::recv(socket, &c, 1, 0) != 1) throw std::runtime_error{"the relay does not upgrade"};
    answer += c;
  }
  return socket;
}

/// Of the process and all of its threads, from the kernel's own count.
double processor_us(const std::string& pid) {
  std::ifstream file{"/proc/" + pid + "/stat"};
  std::string line;
  std::getline(file, line);
  std::istringstream rest{line.substr(line.rfind(')') + 2)};
  std::string skipped;
  for (int i = 0; i < 11; ++i)
    rest >> skipped;
  double user = 0;
  double system = 0;
  rest >> user >> system;
  return (user + system) * 1e6 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

struct load {
  std::vector<int> sockets;
  std::vector<std::size_t> received;
  int epoll = ::epoll_create1(0);

  load(std::uint16_t port, std::size_t pairs) : received(2 * pairs, 0) {
    for (std::size_t i = 0; i < 2 * pairs; ++i) {
      sockets.push_back(open_socket(port, i / 2));
      epoll_event wanted{};
      wanted.events = EPOLLIN;
      wanted.data.u64 = i;
      ::epoll_ctl(epoll, EPOLL_CTL_ADD, sockets.back(), &wanted);
    }
  }

  /// Each frame that arrives is sent back, until so many have arrived.
  void run(std::size_t frames) {
    const auto frame = client_frame();
    for (std::size_t i = 0; i < sockets.size(); i += 2)
      write_all(sockets[i], frame);
    std::array<epoll_event, 256> ready{};
    std::array<char, 4096> buffer{};
    for (std::size_t arrived = 0; arrived < frames;) {
      const int count = ::epoll_wait(epoll, ready.data(), static_cast<int>(ready.size()), 5000);
      if (count <= 0) throw std::runtime_error{"the relay lost a frame"};
      for (int i = 0; i < count; ++i) {
        const auto at = ready[static_cast<std::size_t>(i)].data.u64;
        const auto bytes = ::recv(sockets[at], buffer.data(), buffer.size(), 0);
        if (bytes <= 0) throw std::runtime_error{"the relay closed a socket"};
        received[at] += static_cast<std::size_t>(bytes);
        for (; received[at] >= server_frame_bytes; received[at] -= server_frame_bytes) {
          ++arrived;
          write_all(sockets[at], frame);
        }
      }
    }
  }
};

} // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: relay_load PORT PID PAIRS FRAMES\n");
    return 2;
  }
  const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  const auto frames = static_cast<std::size_t>(std::atoll(argv[4]));
  load pairs{port, static_cast<std::size_t>(std::atoll(argv[3]))};
  const auto before = processor_us(argv[2]);
  pairs.run(frames);
  std::printf("%.2f\n", (processor_us(argv[2]) - before) / static_cast<double>(frames));
}
