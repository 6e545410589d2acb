// Loads a relay with pairs of WebSockets that pass one frame each back and forth, and prints what
// it cost the relay's process: microseconds of processor time a relayed frame.
//
// Each line of the input is a seat: the path to open a socket at, and the call to join there, or
// `-` where nothing has to be joined. Two lines after each other make a pair.

#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// A client's frame under a mask of zeros, which leaves the payload as it is.
std::string masked_frame(std::string_view payload) {
  if (payload.size() > 0xffff) throw std::runtime_error{"the frame is too long"};
  std::string frame = "\x81";
  if (payload.size() <= 125) {
    frame += static_cast<char>(0x80 | payload.size());
  } else {
    frame += '\xfe';
    frame += static_cast<char>(payload.size() >> 8);
    frame += static_cast<char>(payload.size() & 0xff);
  }
  return frame.append(4, '\0').append(payload);
}

/// As browsers send them, several for each call.
std::string candidate_frame(const std::string& call) {
  return masked_frame(
      R"({"type":"ice_candidate","call_id":")" + call
      + R"(","data":{"candidate":"candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx )"
        R"(raddr 10.0.0.17 rport 46154 generation 0 ufrag EsAw network-cost 999","sdpMid":"0",)"
        R"("sdpMLineIndex":0}})");
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

/// One side of a pair.
class seat {
public:
  seat(std::uint16_t port, const std::string& path, const std::string& call)
      : socket_{::socket(AF_INET, SOCK_STREAM, 0)}, candidate_{candidate_frame(call)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error{"cannot connect to the relay"};
    write("GET " + path
          + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    while (unread_.find("\r\n\r\n") == unread_.npos)
      receive();
    if (!unread_.starts_with("HTTP/1.1 101")) throw std::runtime_error{"no upgrade: " + unread_};
    unread_.erase(0, unread_.find("\r\n\r\n") + 4);
    if (call != "-") join(call);
  }

  int descriptor() const { return socket_; }
  void send_candidate() const { write(candidate_); }

  /// Reads what is there; tells how many candidates were in it.
  std::size_t receive_candidates() {
    receive();
    std::size_t found = 0;
    while (const auto frame = take_frame())
      if (frame->find("ice_candidate") != frame->npos) ++found;
    return found;
  }

private:
  void join(const std::string& call) {
    write(masked_frame(R"({"type":"join","id":"in","call_id":")" + call + R"("})"));
    for (;;) {
      while (const auto frame = take_frame()) {
        if (frame->find(R"("re":"in")") == frame->npos) continue;
        if (frame->find(R"("type":"joined")") != frame->npos) return;
        throw std::runtime_error{"cannot join: " + *frame};
      }
      receive();
    }
  }

  void receive() {
    std::array<char, 16 * 1024> buffer;
    const auto bytes = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (bytes <= 0) throw std::runtime_error{"the relay closed a socket"};
    unread_.append(buffer.data(), static_cast<std::size_t>(bytes));
  }

  /// The payload of the next whole frame; a server's frames have no mask.
  std::optional<std::string> take_frame() {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(unread_[i]); };
    if (unread_.size() < 2) return std::nullopt;
    std::size_t header = 2;
    std::size_t payload = byte(1);
    if (payload == 126) {
      if (unread_.size() < 4) return std::nullopt;
      header = 4;
      payload = std::size_t{byte(2)} << 8 | byte(3);
    }
    if (unread_.size() < header + payload) return std::nullopt;
    auto found = unread_.substr(header, payload);
    unread_.erase(0, header + payload);
    return found;
  }

  void write(const std::string& bytes) const {
    if (::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL)
        != static_cast<ssize_t>(bytes.size()))
      throw std::runtime_error{"the relay does not take what it is sent"};
  }

  int socket_;
  std::string candidate_;
  std::string unread_;
};

std::vector<seat> take_seats(std::uint16_t port, std::istream& lines) {
  std::vector<seat> taken;
  std::string path;
  std::string call;
  while (lines >> path >> call)
    taken.emplace_back(port, path, call);
  return taken;
}

/// Each candidate that arrives is answered with one.
class exchange {
public:
  explicit exchange(std::vector<seat>& seats) : seats_{seats} {
    for (std::size_t i = 0; i < seats_.size(); ++i) {
      epoll_event wanted{};
      wanted.events = EPOLLIN;
      wanted.data.u64 = i;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, seats_[i].descriptor(), &wanted);
    }
    for (std::size_t i = 0; i < seats_.size(); i += 2)
      seats_[i].send_candidate();
  }

  /// Goes on until so many more have arrived.
  void run(std::size_t frames) {
    std::array<epoll_event, 256> ready{};
    for (std::size_t arrived = 0; arrived < frames;) {
      const int count = ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), 30'000);
      if (count <= 0) throw std::runtime_error{"the relay lost a frame"};
      for (int i = 0; i < count; ++i) {
        auto& reached = seats_[ready[static_cast<std::size_t>(i)].data.u64];
        for (auto left = reached.receive_candidates(); left > 0; --left) {
          ++arrived;
          reached.send_candidate();
        }
      }
    }
  }

private:
  std::vector<seat>& seats_;
  const int epoll_ = ::epoll_create1(0);
};

} // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: relay_load PORT PID FRAMES < SEATS\n");
    return 2;
  }
  const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  const auto frames = static_cast<std::size_t>(std::atoll(argv[3]));
  try {
    auto seats = take_seats(port, std::cin);
    exchange going{seats};
    // What it takes to warm up is not counted.
    going.run(frames / 10);
    const auto before = processor_us(argv[2]);
    going.run(frames);
    std::printf("%.2f\n", (processor_us(argv[2]) - before) / static_cast<double>(frames));
  } catch (const std::exception& wrong) {
    std::fprintf(stderr, "relay_load: %s\n", wrong.what());
    return 1;
  }
}
