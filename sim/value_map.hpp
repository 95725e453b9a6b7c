#pragma once
// Values of a data file's column -> names of the scenario, as indexes.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/file_problems.hpp"
#include "sim/names.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// A lookup by text that makes no copy of it.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
template <class T>
using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

/// One column's mapping. Values without a name are gathered, so that each is told once.
class ValueMap {
 public:
  /// The word for all values that are not mapped by themselves.
  static constexpr std::string_view otherwise = "default";
  /// How a missing value is written in a map; in the file it may be empty, too.
  static constexpr std::string_view missing = "?";

  /// \param what  what the column holds, in the words of the language: "type", "priority".
  explicit ValueMap(std::string what) : what_{std::move(what)} {}

  /// Index 0 becomes the empty name: "as the stream's shares say". Call it first.
  void add_blank() { names_.emplace_back(); }
  /// Values are mapped as the scenario says.
  void use(const Named<std::string>& map);
  /// Values are names themselves. \param names  those of the scenario.
  void use_names(const std::vector<std::string>& names);
  /// Missing values have this name, unless a map says otherwise. Call it last.
  void use_for_missing(const std::string& name);

  /// The index of the value's name; 0 where it has none, which `report` tells.
  [[nodiscard]] std::uint32_t index_of(std::string_view value, std::size_t line);
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// Adds a problem for each value without a name, by first line.
  void report(FileProblems& problems) const;

 private:
  struct Unmapped {
    std::string value;
    std::size_t first_line;
    std::uint64_t count;
  };
  [[nodiscard]] std::uint32_t index_of_name(const std::string& name);
  void note_unmapped(std::string_view value, std::size_t line);
  [[nodiscard]] Complaint complaint(const Unmapped& unmapped) const;

  std::string what_;
  bool by_name_ = false;
  std::vector<std::string> names_;
  ByText<std::uint32_t> index_;
  std::optional<std::uint32_t> default_;
  std::vector<Unmapped> unmapped_;  ///< by first line
  ByText<std::size_t> unmapped_rows_;
  std::uint64_t not_kept_ = 0;  ///< rows with further values, when there are too many to keep
};

}  // namespace tiersim
