UPDATE base SET uai = '0990001A';
