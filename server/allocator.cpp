/// How jemalloc is set up; it looks for this name. Buffers of up to 64 KiB, such as one to compress
/// a batch in, stay with their thread: else each gives its pages back to the system when it is
/// taken, so that they come as zeros, and every page of it is asked for again. What nobody uses
/// goes back to the system after two seconds, by threads of the allocator's own: else a server that
/// has nothing to do any more keeps what a rush made it take.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf =
    "lg_tcache_max:16,background_thread:true,dirty_decay_ms:2000,muzzy_decay_ms:0";
}
