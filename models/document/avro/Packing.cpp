#include "models/document/avro/Packing.h"

#include <snappy.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>

namespace pb::doc::avro {

namespace {

constexpr int rawWindow = -15;  ///< zlib: the largest window, no header
constexpr int usualMemory = 8;
constexpr unsigned checksumSize = 4;  ///< of snappy; of zlib, which Python's writers leave a part of behind deflate

z_stream streamOver(std::string_view bytes) {
    z_stream stream{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib reads it only
    stream.avail_in = static_cast<uInt>(bytes.size());
    return stream;
}

/// Runs `step` into pieces until it is at the end; false on an error or past the limit.
template <typename Step>
bool run(z_stream& stream, std::string& out, std::size_t mostBytes, const Step& step) {
    std::array<char, 64 * 1024> piece;
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        state = step(stream);
        const std::size_t made = piece.size() - stream.avail_out;
        if (out.size() + made > mostBytes) {
            return false;
        }
        out.append(piece.data(), made);
    }
    return state == Z_STREAM_END && stream.avail_in <= checksumSize;
}

/// RFC 1951 without a frame; a rest of zlib's checksum may stand behind it.
std::optional<std::string> inflated(std::string_view bytes, std::size_t mostBytes) {
    z_stream stream = streamOver(bytes);
    if (inflateInit2(&stream, rawWindow) != Z_OK) {
        return std::nullopt;
    }
    std::string out;
    const bool isGood = run(stream, out, mostBytes, [](z_stream& s) { return inflate(&s, Z_NO_FLUSH); });
    inflateEnd(&stream);
    return isGood ? std::optional(std::move(out)) : std::nullopt;
}

std::string deflated(std::string_view bytes) {
    z_stream stream = streamOver(bytes);
    std::string out;
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, rawWindow, usualMemory, Z_DEFAULT_STRATEGY) == Z_OK) {
        run(stream, out, std::string::npos, [](z_stream& s) { return deflate(&s, Z_FINISH); });
        deflateEnd(&stream);
    }
    return out;
}

/// CRC-32 of the unpacked bytes, big-endian: it stands behind a block of snappy.
std::string checksumOf(std::string_view bytes) {
    const auto sum = static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
    std::string out;
    for (const unsigned shift : {24u, 16u, 8u, 0u}) {
        out.push_back(static_cast<char>(static_cast<unsigned char>(sum >> shift)));
    }
    return out;
}

std::optional<std::string> unsnapped(std::string_view bytes, std::size_t mostBytes) {
    if (bytes.size() < checksumSize) {
        return std::nullopt;
    }
    const std::string_view packed = bytes.substr(0, bytes.size() - checksumSize);
    std::size_t size = 0;
    std::string out;
    const bool isGood = snappy::GetUncompressedLength(packed.data(), packed.size(), &size) && size <= mostBytes &&
                        snappy::Uncompress(packed.data(), packed.size(), &out) && checksumOf(out) == bytes.substr(packed.size());
    return isGood ? std::optional(std::move(out)) : std::nullopt;
}

std::string snapped(std::string_view bytes) {
    std::string out;
    snappy::Compress(bytes.data(), bytes.size(), &out);
    return out + checksumOf(bytes);
}

/// RFC 8878: frames one after another, with or without their sizes.
std::optional<std::string> unstandard(std::string_view bytes, std::size_t mostBytes) {
    const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(ZSTD_createDStream(), &ZSTD_freeDStream);
    std::array<char, 64 * 1024> piece;
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::string out;
    std::size_t wanted = 1;  // of the frame that is open; 0 at its end
    bool isFull = false;
    while (stream && (in.pos < in.size || (isFull && wanted != 0))) {
        ZSTD_outBuffer room{piece.data(), piece.size(), 0};
        wanted = ZSTD_decompressStream(stream.get(), &room, &in);
        if (ZSTD_isError(wanted) != 0 || out.size() + room.pos > mostBytes) {
            return std::nullopt;
        }
        out.append(piece.data(), room.pos);
        isFull = room.pos == room.size;
    }
    return wanted == 0 ? std::optional(std::move(out)) : std::nullopt;
}

std::string standard(std::string_view bytes) {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), ZSTD_CLEVEL_DEFAULT));
    return out;
}

constexpr std::array packings = {
    Packing{"null", [](std::string_view bytes, std::size_t) { return std::optional<std::string>(bytes); },
            [](std::string_view bytes) { return std::string(bytes); }},
    Packing{"deflate", inflated, deflated},
    Packing{"snappy", unsnapped, snapped},
    Packing{"zstandard", unstandard, standard},
};

}  // namespace

const Packing* packingNamed(std::string_view name) {
    const auto found = std::find_if(packings.begin(), packings.end(), [name](const Packing& packing) { return packing.name == name; });
    return found == packings.end() ? nullptr : &*found;
}

}  // namespace pb::doc::avro
