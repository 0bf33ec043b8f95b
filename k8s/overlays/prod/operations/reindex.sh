#!/bin/sh
# Has the search service build an index anew, and passes on each line that it answers with.
# curl must be in the image: build your own from Livetail's, with the programs that your operations need.
set -eu

# curl itself reads the file, which has the whole header ("Authorization: Bearer ..."). An argument or a variable with the
# secret in it could be read by every process of the same user, and would be in the log as soon as someone adds set -x.
exec curl --fail --silent --show-error --no-buffer --request POST \
    --header "@$AUTHORIZATION_FILE" "$SEARCH_URL/indexes/$1/rebuild"
