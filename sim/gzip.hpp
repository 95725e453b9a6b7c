#pragma once
// Unpacks gzip bytes, with a limit on what comes out.

#include <cstddef>
#include <string_view>

#include "tiersim/files.hpp"

namespace tiersim {

/// Up to this size anything is unpacked; beyond it, what grows more than `most_expansion` times its
/// packed size is refused. (Tables of tickets shrink 5 to 50 times.)
inline constexpr std::size_t unpacked_freely = 64 * 1024 * 1024;
inline constexpr std::size_t most_expansion = 200;

/// Do the bytes start as gzip does? (Names say nothing.)
[[nodiscard]] bool is_gzip(std::string_view bytes);

/// Unpacks one or more gzip members, one after the other; zero bytes may follow the last.
/// \param at_most  bytes; more is a failure that names this limit.
/// \return the bytes, or a failure: "is truncated", "is corrupt", too large.
/// \source RFC 1952, section 2.2 (members).
[[nodiscard]] FileContent gunzip(std::string_view bytes, std::size_t at_most);

}  // namespace tiersim
