"""Names of bodies and offices (cơ quan, chức danh), for metadata, references and assignments."""
