#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace switchboard::net {

/// So much of something for all together and for each: of connections, of bytes that wait. Any
/// thread may call.
class shared_quota {
  struct book {
    book(std::size_t in_all_, std::size_t of_each_) : in_all{in_all_}, of_each{of_each_} {}

    const std::size_t in_all;
    const std::size_t of_each;
    std::mutex mutex;
    std::size_t taken = 0;
    std::unordered_map<std::string, std::size_t> taken_by;
  };

public:
  shared_quota(std::size_t in_all, std::size_t of_each)
      : book_{std::make_shared<book>(in_all, of_each)} {}

  /// What one of them has, until it lets it go. It may outlive the quota.
  class share {
  public:
    share() = default;
    share(share&& other) noexcept { swap(other); }
    share& operator=(share&& other) noexcept {
      share{std::move(other)}.swap(*this);
      return *this;
    }
    ~share() { give_back(); }

    /// Whether there was so much more; if not, it has what it had.
    [[nodiscard]] bool grow(std::size_t more);
    void give_back();
    bool is_empty() const { return taken_ == 0; }
    std::size_t size() const { return taken_; }

  private:
    friend class shared_quota;
    share(std::shared_ptr<book> of, std::string who) : of_{std::move(of)}, who_{std::move(who)} {}

    void swap(share& other) noexcept {
      std::swap(of_, other.of_);
      std::swap(who_, other.who_);
      std::swap(taken_, other.taken_);
    }

    std::shared_ptr<book> of_;
    std::string who_;
    std::size_t taken_ = 0;
  };

  /// Nothing is taken yet.
  share share_of(std::string who) const { return {book_, std::move(who)}; }

private:
  std::shared_ptr<book> book_;
};

} // namespace switchboard::net
