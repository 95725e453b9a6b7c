#pragma once
// Numbers as bytes and back, bit for bit: small numbers are short, and zeros in a row cost nothing.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tiersim {

class ByteWriter {
 public:
  /// Seven bits a byte, the lowest first; the eighth bit says that more follow.
  void number(std::uint64_t value) {
    for (; value >= more; value >>= bits_a_byte) bytes_ += static_cast<char>(value | more);
    bytes_ += static_cast<char>(value);
  }
  /// Zigzag: 0, -1, 1, -2, ... are 0, 1, 2, 3, ...
  void integer(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    number(value < 0 ? ~(bits << 1U) : bits << 1U);
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  /// A table, most of which is 0: how many zeros, how many others, these, and so on.
  void sparse(std::span<const std::int64_t> values) {
    runs(
        values, [](std::int64_t value) { return value == 0; },
        [this](std::int64_t value) { integer(value); });
  }
  /// The same; a negative zero is no zero.
  void sparse(std::span<const double> values) {
    runs(
        values, [](double value) { return std::bit_cast<std::uint64_t>(value) == 0; },
        [this](double value) { fixed(std::bit_cast<std::uint64_t>(value)); });
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  static constexpr unsigned bits_a_byte = 7;
  static constexpr std::uint64_t more = 0x80;

  void fixed(std::uint64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8) bytes_ += static_cast<char>(value >> shift);
  }
  template <class T, class IsZero, class Put>
  void runs(std::span<const T> values, IsZero is_zero, Put put) {
    std::size_t at = 0;
    const auto count = [&](bool zeros) {
      const std::size_t first = at;
      while (at < values.size() && is_zero(values[at]) == zeros) ++at;
      number(at - first);
      return first;
    };
    while (at < values.size()) {
      (void)count(true);
      for (std::size_t i = count(false); i < at; ++i) put(values[i]);
    }
  }

  std::string bytes_;
};

/// Reads what a ByteWriter wrote. What is not there or makes no sense is 0, and ok() is false from
/// then on: nothing is trusted, and nothing is read beyond the end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : left_{bytes} {}

  [[nodiscard]] bool ok() const { return ok_; }
  /// Was everything read, and nothing wrong?
  [[nodiscard]] bool is_done() const { return ok_ && left_.empty(); }
  /// What was read does not fit.
  void reject() { (void)fail(); }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint64_t byte = next();
      const std::uint64_t bits = byte & 0x7FU;
      if (shift == 63 && bits > 1) return fail();
      value |= bits << shift;
      if (byte < 0x80) return ok_ ? value : 0;
    }
    return fail();
  }
  std::int64_t integer() {
    const std::uint64_t bits = number();
    return static_cast<std::int64_t>((bits & 1U) != 0 ? ~(bits >> 1U) : bits >> 1U);
  }
  /// How many items follow, of at least a byte each.
  std::size_t count() {
    const std::uint64_t items = number();
    return items <= left_.size() ? static_cast<std::size_t>(items) : fail();
  }
  std::string_view text() {
    const std::size_t size = count();
    const std::string_view value = left_.substr(0, size);
    left_.remove_prefix(size);
    return value;
  }
  void sparse(std::span<std::int64_t> values) {
    runs(values, [this] { return integer(); });
  }
  void sparse(std::span<double> values) {
    runs(values, [this] { return std::bit_cast<double>(fixed()); });
  }

 private:
  std::uint64_t fail() {
    ok_ = false;
    left_ = {};
    return 0;
  }
  std::uint64_t next() {
    if (left_.empty()) return fail();
    const auto byte = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    return byte;
  }
  std::uint64_t fixed() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 8) value |= next() << shift;
    return value;
  }
  template <class T, class Get>
  void runs(std::span<T> values, Get get) {
    std::size_t at = 0;
    while (ok_ && at < values.size()) {
      const std::uint64_t zeros = number();
      const std::uint64_t others = number();
      const std::size_t left = values.size() - at;
      if (zeros > left || others > left - zeros || zeros + others == 0) {
        return reject();
      }
      for (std::uint64_t i = 0; i < zeros; ++i) values[at++] = T{};
      for (std::uint64_t i = 0; i < others; ++i) values[at++] = get();
    }
  }

  std::string_view left_;
  bool ok_ = true;
};

}  // namespace tiersim
