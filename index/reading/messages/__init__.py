"""Mail and subtitles."""
