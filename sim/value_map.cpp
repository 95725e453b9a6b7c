#include "sim/value_map.hpp"

#include <algorithm>

#include "sim/suggest.hpp"

namespace tiersim {

namespace {

constexpr std::size_t most_kept = 1000;  ///< distinct values without a name

std::string in_rows(std::uint64_t count) {
  return count == 1 ? "in 1 row" : "in " + std::to_string(count) + " rows";
}

}  // namespace

void ValueMap::use(const Named<std::string>& map) {
  for (const auto& [value, name] : map) {
    const std::uint32_t index = index_of_name(name);
    if (value == otherwise) {
      default_ = index;
    } else {
      index_.emplace(value, index);
    }
  }
}

void ValueMap::use_names(const std::vector<std::string>& names) {
  by_name_ = true;
  for (const std::string& name : names) index_.emplace(name, index_of_name(name));
}

void ValueMap::use_for_missing(const std::string& name) {
  if (!default_) index_.emplace(missing, index_of_name(name));
}

std::uint32_t ValueMap::index_of_name(const std::string& name) {
  const auto found = std::find(names_.begin(), names_.end(), name);
  const auto index = static_cast<std::uint32_t>(found - names_.begin());
  if (found == names_.end()) names_.push_back(name);
  return index;
}

std::uint32_t ValueMap::index_of(std::string_view value, std::size_t line) {
  if (value.empty()) value = missing;
  const auto found = index_.find(value);
  if (found != index_.end()) return found->second;
  if (!default_) note_unmapped(value, line);
  return default_.value_or(0);
}

void ValueMap::note_unmapped(std::string_view value, std::size_t line) {
  const auto known = unmapped_rows_.find(value);
  if (known != unmapped_rows_.end()) {
    ++unmapped_[known->second].count;
  } else if (unmapped_.size() == most_kept) {
    ++not_kept_;
  } else {
    unmapped_rows_.emplace(value, unmapped_.size());
    unmapped_.push_back({std::string{value}, line, 1});
  }
}

Complaint ValueMap::complaint(const Unmapped& unmapped) const {
  const std::string where = " " + in_rows(unmapped.count) + ", first here";
  const std::string map = what_ == "priority" ? "priorities" : what_ + "s";
  if (unmapped.value == missing) {
    return {"no " + what_ + where, "an empty value or ? needs a name",
            "add '\"?\": NAME' or 'default: NAME' to `" + map + "`"};
  }
  if (by_name_) {
    std::vector<std::string> known = names_;
    std::erase(known, "");
    return {"unknown " + what_ + " " + in_quotes(unmapped.value) + where,
            "without `" + map + "`, values are names of the scenario",
            did_you_mean(unmapped.value, known, map)};
  }
  return {"the " + what_ + " " + in_quotes(unmapped.value) + " is not mapped" + where,
          "`" + map + "` says what each value in the file stands for",
          "add it there, or 'default: NAME' for all others"};
}

void ValueMap::report(FileProblems& problems) const {
  for (const Unmapped& unmapped : unmapped_)
    problems.add(unmapped.first_line, 0, complaint(unmapped));
  if (not_kept_ > 0) {
    problems.add(
        0, 0,
        {"more than " + std::to_string(most_kept) + " values of " + what_ + " are not mapped",
         "so many differ when the wrong column is named", ""});
  }
}

}  // namespace tiersim
